import { describe, expect, it } from 'vitest';
import { WindowReads } from './window-reads.ts';

/** Reads that end when told to, by the order in which they began. */
function reading() {
  const reads = new WindowReads();
  const began: number[] = [];
  const ends: PromiseWithResolvers<number>[] = [];
  const ask = (name: number) =>
    reads.run('timeline.read', () => {
      began.push(name);
      const end = Promise.withResolvers<number>();
      ends.push(end);
      return end.promise;
    });
  return { reads, began, ends, ask };
}

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

describe('What a window reads', () => {
  it('runs two by two, in the order asked, however much it asks at once', async () => {
    const { began, ends, ask } = reading();
    const answers = Array.from({ length: 300 }, (_, name) => ask(name));
    for (let done = 0; done < 300; done++) {
      await turnOfTheLoop();
      expect(began).toHaveLength(Math.min(done + 2, 300));
      ends[done]?.resolve(done);
    }
    expect(await Promise.all(answers)).toEqual(began);
  });

  it('goes on after one that fails', async () => {
    const { began, ends, ask } = reading();
    const answers = [ask(0), ask(1), ask(2)];
    await turnOfTheLoop();
    ends[0]?.reject(new Error('no disk'));
    await expect(answers[0]).rejects.toThrow('no disk');
    await turnOfTheLoop();
    expect(began).toEqual([0, 1, 2]);
  });

  it('does not keep anything else waiting', async () => {
    const { reads, ask } = reading();
    for (const name of [0, 1, 2]) void ask(name);
    expect(await reads.run('store.commit', async () => 'saved')).toBe('saved');
  });

  it('waits no longer, and begins no more, once the window is gone', async () => {
    const { reads, began, ends, ask } = reading();
    const [first, , third] = [ask(0), ask(1), ask(2)];
    await turnOfTheLoop();
    reads.end();
    await expect(third).rejects.toMatchObject({ kind: 'closed' });
    await expect(ask(3)).rejects.toMatchObject({ kind: 'closed' });
    ends[0]?.resolve(0);
    expect(await first).toBe(0);
    expect(began).toEqual([0, 1]);
  });
});
