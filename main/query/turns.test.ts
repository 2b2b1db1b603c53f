import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('Work in turns runs one after another in the order asked, also after a failure', async () => {
  const turns = new Turns(9);
  const log: string[] = [];
  const work = (name: string, fails = false) =>
    turns.take(async () => {
      log.push(`${name} starts`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work('a'), work('b', true), work('c')]);
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('Beyond so many, work is refused, and taken again once there is room', async () => {
  const turns = new Turns(1);
  const first = turns.take(async () => 1);
  await expect(turns.take(async () => 2)).rejects.toMatchObject({ kind: 'full' });
  expect(await first).toBe(1);
  expect(await turns.take(async () => 3)).toBe(3);
});
