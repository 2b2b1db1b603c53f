/** What a packaged Daytrail may hold and must have, and what is wrong with one that is otherwise. */
import type { System } from './configuration.ts';
import type { Packed } from './inspect.ts';

const SQLITE = 'node_modules/better-sqlite3';
const KOFFI = 'node_modules/koffi';
/** Everything that is shipped is one of these. */
const SHIPPED: readonly RegExp[] = [
  /^(package\.json|LICENSE)$/,
  /^out\/main\/[\w.-]+\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg|png))$/,
  /^assets\/tray\/\w+(@[\d.]+x)?\.(png|ico)$/,
  /^assets\/icons\/256x256\.png$/,
  /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/(methods\/)?[\w-]+\.js)$/,
];
const SHIPPED_WITH_KOFFI: readonly RegExp[] = [
  /^node_modules\/koffi\/(package\.json|LICENSE\.txt|(src\/koffi\/)?index\.c?js)$/,
  /^node_modules\/@koromix\/koffi-[\w-]+\/(package\.json|index\.js)$/,
];
/** Without one of these it would not start. */
const NEEDED: readonly RegExp[] = [
  /^package\.json$/,
  /^out\/main\/index\.js$/,
  /^out\/main\/store\.thread\.js$/,
  /^out\/main\/query\.thread\.js$/,
  /^out\/main\/import\.thread\.js$/,
  /^out\/main\/backup\.thread\.js$/,
  /^out\/preload\/index\.cjs$/,
  /^out\/renderer\/index\.html$/,
  /^assets\/tray\/recording\./,
  new RegExp(`^${SQLITE}/lib/index\\.js$`),
];

/** The binaries of one system and processor: the only files that lie beside app.asar. */
export function binariesOf(system: System, arch: string, files: readonly string[]): readonly string[] {
  const compiled = `${SQLITE}/build/Release/better_sqlite3.node`;
  const sqlite = files.includes(compiled) ? compiled : `${SQLITE}/prebuilds/${system}-${arch}.node`;
  if (system === 'linux') return [sqlite];
  return [`node_modules/@koromix/koffi-${system}-${arch}/${system}_${arch}/koffi.node`, sqlite];
}

/** Each in one line; none where all is as it should be. */
export function flawsOf(
  { files, unpacked, fuses, manifest }: Pick<Packed, 'files' | 'unpacked' | 'fuses' | 'manifest'>,
  {
    system,
    arch,
    wantedFuses,
  }: { readonly system: System; readonly arch: string; readonly wantedFuses: Readonly<Record<string, boolean>> },
): readonly string[] {
  const binaries = binariesOf(system, arch, files);
  const shipped = system === 'linux' ? SHIPPED : [...SHIPPED, ...SHIPPED_WITH_KOFFI];
  const needed = system === 'linux' ? NEEDED : [...NEEDED, new RegExp(`^${KOFFI}/index\\.js$`)];
  return [
    ...files
      .filter((file) => !binaries.includes(file) && !shipped.some((pattern) => pattern.test(file)))
      .map((file) => `${file} is not for people`),
    ...needed.filter((pattern) => !files.some((file) => pattern.test(file))).map((pattern) => `there is no ${pattern}`),
    ...binaries.filter((file) => !unpacked.includes(file)).map((file) => `${file} does not lie beside app.asar`),
    ...unpacked.filter((file) => !binaries.includes(file)).map((file) => `${file} lies beside app.asar`),
    ...Object.entries(fuses)
      .filter(([name, state]) => wantedFuses[name] !== state)
      .map(([name, state]) => `the fuse ${name} is ${state ? 'on' : 'off'}`),
    ...(Object.keys(fuses).length === 0 ? ['there are no fuses'] : []),
    ...(manifest.main === 'out/main/index.js' ? [] : ['it begins in another file']),
  ];
}
