import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { ImportControl } from './import-control.ts';

describe('An import is stopped or committed, never both', () => {
  it('stopped first', () => {
    const control = new ImportControl();
    const other = new ImportControl(control.buffer);
    expect([control.stop(), control.stop(), other.stopped]).toEqual([true, true, true]);
    expect(other.beginCommit()).toBe(false);
  });

  it('committed first', () => {
    const control = new ImportControl();
    const other = new ImportControl(control.buffer);
    expect(other.beginCommit()).toBe(true);
    expect([control.stop(), other.stopped]).toEqual([false, false]);
    other.over();
    expect(control.stop()).toBe(false);
  });
});

describe('Waiting for an import to be over', () => {
  it('ends when it is, though this thread blocks', () => {
    const { buffer } = new ImportControl();
    const control = new ImportControl(buffer);
    control.stop();
    const module = JSON.stringify(new URL('./import-control.ts', import.meta.url).href);
    const script = `import(${module}).then(({ ImportControl }) =>
      new ImportControl(require('node:worker_threads').workerData).over());`;
    new Worker(script, { eval: true, workerData: buffer });
    expect(control.waitUntilOver(20_000)).toBe(true);
  });

  it('ends after a while where it is not', () => {
    expect(new ImportControl().waitUntilOver(1)).toBe(false);
  });
});
