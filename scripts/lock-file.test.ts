import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from './root.ts';

interface Entry {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Entry>>;
};

/** Where Node would find it: in the node_modules of the package itself or of one of those around it. */
function find(from: string, name: string): Entry | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const entry = packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (entry !== undefined || folder === '') return entry;
    if (!folder.includes('/node_modules/')) folder = '';
  }
}

describe('the lock file', () => {
  // npm forgets the packages of other systems when it updates a lock file next to an installed tree, and refuses it later.
  it('names every package that any system may need, so that `npm ci` takes it everywhere', () => {
    const missing = Object.entries(packages).flatMap(([folder, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => find(folder, name) === undefined)
        .map((name) => `${folder} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry, so that it can be installed from any', () => {
    expect(readFileSync(inRoot('package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});
