import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from './build.ts';

describe('knowing what a build was made from', () => {
  let root = '';
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'daytrail-build-'));
    mkdirSync(join(root, 'main/store'), { recursive: true });
    write('main/store/batch.ts', 'export const batch = 1;\n');
    write('package.json', '{}\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('notices a changed, a new, a renamed and a deleted source', () => {
    const seen = [fingerprint(root)];
    write('main/store/batch.ts', 'export const batch = 2;\n');
    seen.push(fingerprint(root));
    write('main/store/cache.ts', '');
    seen.push(fingerprint(root));
    rmSync(join(root, 'main/store/cache.ts'));
    write('main/store/caches.ts', '');
    seen.push(fingerprint(root));
    rmSync(join(root, 'main/store/batch.ts'));
    seen.push(fingerprint(root));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('does not build again for a newer date, a test or something it does not read', () => {
    const before = fingerprint(root);
    utimesSync(join(root, 'main/store/batch.ts'), new Date(), new Date());
    write('main/store/batch.test.ts', '');
    write('README.md', 'Daytrail\n');
    expect(fingerprint(root)).toBe(before);
  });
});
