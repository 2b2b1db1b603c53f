import { describe, expect, it, vi } from 'vitest';
import type { ImportPreview } from '../../preload/contract/imports.ts';
import { DaytrailError, type FailureKind } from '../../preload/contract/result.ts';
import { aDaytrail, called } from '../testing/fakes.ts';
import { aPreview, aReport } from '../views/import/testing.ts';
import { ImportTask } from './import-task.ts';

const failing = (kind: FailureKind) => () => Promise.reject(new DaytrailError({ kind, message: `It is ${kind}.` }));

function aTask(changes: Partial<ReturnType<typeof aDaytrail>> = {}) {
  const daytrail = Object.assign(aDaytrail(), {
    previewImport: vi.fn(async () => aPreview()),
    runImport: vi.fn(async () => aReport()),
    ...changes,
  });
  return { daytrail, task: new ImportTask(daytrail, () => 5) };
}

describe('moving in', () => {
  it('goes from a look over the import to a report', async () => {
    const { task, daytrail } = aTask();
    const steps: string[] = [task.get().at];
    task.subscribe(() => steps.push(task.get().at));
    await task.look('/a/file.json');
    await task.take('birch', 'oak');
    await task.run('all');
    expect(steps).toEqual(['choosing', 'looking', 'looked', 'looked', 'looked', 'importing', 'done']);
    expect(daytrail.runImport).toHaveBeenCalledWith({
      path: aPreview().path,
      hosts: [{ from: 'birch', to: 'oak' }],
      settings: 'all',
    });
  });

  it('needs no offer any more once something was imported', async () => {
    const { task, daytrail } = aTask();
    await task.look('/a/file.json');
    expect(called(daytrail, 'dismissImport')).toBe(0);
    await task.run('missing');
    expect(called(daytrail, 'dismissImport')).toBe(1);
  });

  it('imports nothing that has not been looked at', async () => {
    const { task, daytrail } = aTask();
    await task.run('missing');
    expect(daytrail.runImport).not.toHaveBeenCalled();
    expect(task.get().at).toBe('choosing');
  });

  it('says what went wrong, and with which file', async () => {
    const { task } = aTask({ previewImport: failing('invalid') });
    await task.look('/a/file.json');
    expect(task.get()).toEqual({
      at: 'failed',
      path: '/a/file.json',
      preview: null,
      kind: 'invalid',
      message: 'It is invalid.',
    });
  });

  it('leads back to where one came from when it is cancelled', async () => {
    const { task } = aTask({ previewImport: failing('cancelled') });
    await task.look('/a/file.json');
    expect(task.get().at).toBe('choosing');
    const second = aTask({ runImport: failing('cancelled') }).task;
    await second.look('/a/file.json');
    await second.run('missing');
    expect(second.get().at).toBe('looked');
  });

  it('counts anew with each choice of a host, and only the last of them counts', async () => {
    const answers: ((preview: ImportPreview) => void)[] = [];
    const previewImport = vi.fn(async () => aPreview());
    const { task, daytrail } = aTask({ previewImport });
    await task.look('/a/file.json');
    previewImport.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const [first, second] = [task.take('birch', 'oak'), task.take('birch', 'birch')];
    expect(called(daytrail, 'cancelImport')).toBe(1);
    expect(daytrail.previewImport).toHaveBeenLastCalledWith({
      path: aPreview().path,
      hosts: [{ from: 'birch', to: 'birch' }],
    });
    await task.run('missing');
    expect(daytrail.runImport).not.toHaveBeenCalled();
    answers[0]?.(aPreview({ buckets: [] }));
    await first;
    expect(task.get()).toMatchObject({ at: 'looked', counting: true });
    answers[1]?.(aPreview({ kind: 'aw-server' }));
    await second;
    expect(task.get()).toMatchObject({ at: 'looked', counting: false, preview: { kind: 'aw-server' } });
  });

  it('does one thing at a time', async () => {
    const { task, daytrail } = aTask({ previewImport: vi.fn(() => new Promise<never>(() => {})) });
    void task.look('/one.json');
    void task.look('/two.json');
    task.restart();
    expect(daytrail.previewImport).toHaveBeenCalledTimes(1);
    expect(task.get()).toEqual({ at: 'looking', path: '/one.json', since: 5 });
  });
});
