/** The licences of everything that is shipped of others, which most of them ask to go with it, as one text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** As packages said it long ago. */
  readonly licenses?: readonly { readonly type: string }[];
}

/** `packages` are folders, relative to `root`; those of the same name, version and licence are one. */
export function notices(root: string, packages: readonly string[]): string {
  const all = new Map<string, string>();
  for (const folder of packages) {
    const { name, version, licenses = [], license = licenses[0]?.type ?? 'not named' } = manifestIn(join(root, folder));
    const title = `${name} ${version} (${license})`;
    if (!all.has(title)) all.set(title, `${title}\n${'-'.repeat(title.length)}\n\n${licenceIn(join(root, folder))}\n`);
  }
  const texts = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `Daytrail is made with the packages below, each under its own licence.\n\n${texts.join('\n')}`;
}

const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function licenceIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return file === undefined
    ? 'Its package brings no text of its licence.'
    : readFileSync(join(folder, file), 'utf8').trim();
}

/** What the bundles in out/ carry, as the build noted it. */
export function bundled(out: string): readonly string[] {
  return ['main', 'preload', 'renderer'].flatMap(
    (name) => JSON.parse(readFileSync(join(out, `packages-${name}.json`), 'utf8')) as string[],
  );
}
