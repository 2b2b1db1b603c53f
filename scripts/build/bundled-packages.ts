/**
 * A plugin of the bundler that notes which packages a bundle carries, in out/packages-NAME.json: their licences have to go
 * with it (scripts/package/notices.ts).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export function bundledPackages(name: string, folder: string): Plugin {
  return {
    name: 'daytrail:bundled-packages',
    writeBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `packages-${name}.json`), JSON.stringify(packagesOf(modules), null, 2));
    },
  };
}

/** The folders of packages that modules lie in, from the outermost node_modules on, sorted. */
export function packagesOf(modules: readonly string[]): readonly string[] {
  const found = modules.flatMap(
    (id) =>
      /^.*?\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/'))?.[1] ?? [],
  );
  return [...new Set(found)].sort();
}
