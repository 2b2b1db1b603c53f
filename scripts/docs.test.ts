import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoot, ROOT } from './root.ts';

const read = (file: string) => readFileSync(inRoot(file), 'utf8');

describe('the documentation', () => {
  it('has no link to a file that is not there', () => {
    const broken: string[] = [];
    for (const page of globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })) {
      for (const [, target = ''] of read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
        if (!/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
          broken.push(`${page}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('names for every promise about the record a test that exists', () => {
    const promises = [...read('docs/durability.md').matchAll(/^- (\S+\.test\.tsx?): “(.+)”$/gm)];
    expect(promises.length).toBeGreaterThan(20);
    const missing = promises.filter(
      ([, file = '', name = '']) => !existsSync(inRoot(file)) || !read(file).includes(name),
    );
    expect(missing.map(([line]) => line)).toEqual([]);
  });

  it("names for everything that ActivityWatch's clients rely on a test that exists", () => {
    const page = read('docs/activitywatch.md');
    const proofs = [...page.matchAll(/^ +- (\S+\.ts): “(.+)”$/gm)];
    expect(page.match(/^\d+\. /gm)).toHaveLength(14);
    expect(proofs.length).toBeGreaterThan(20);
    const missing = proofs.filter(
      ([, file = '', name = '']) => !existsSync(inRoot(file)) || !read(file).includes(name),
    );
    expect(missing.map(([line]) => line)).toEqual([]);
  });

  it('gives a reason for every dependency, and for nothing else', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const rows = [...read('docs/dependencies.md').matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(', '),
    );
    const named = Object.keys({ ...dependencies, ...devDependencies });
    const isExplained = (name: string) =>
      rows.includes(name) || (name.startsWith('@types/') && rows.includes('@types/*'));
    expect(named.filter((name) => !isExplained(name))).toEqual([]);
    expect(rows.filter((row) => !['package', '@types/*', '---', ...named].includes(row))).toEqual([]);
  });
});
