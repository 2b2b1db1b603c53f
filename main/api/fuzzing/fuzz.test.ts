/** Whatever is sent is answered, and recording goes on. The seed is fixed, so that a failure is found again; `npm run fuzz` goes on longer. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withBucket } from '../testing.ts';
import { attack, ensureBucket, stillRecords } from './attack.ts';
import { BUCKET, someImport, someRequest } from './some-request.ts';

const SEED = 20_260_105;

it('No request, however strange, gets a 5xx or no answer, and the heartbeat after it is kept', async () => {
  const { port, logged, operations } = await withBucket();
  let count = 0;
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(someRequest, async (request) => {
      if (!operations.listBuckets().some(({ id }) => id === BUCKET)) await ensureBucket(port);
      const { status, wrong } = await attack(port, request);
      expect(wrong).toBeNull();
      if (status >= 200 && status < 300) taken++;
      count++;
      if (count % 100 === 0) expect(await stillRecords(port, `${count}`)).toBeNull();
    }),
    { seed: SEED, numRuns: 2000 },
  );
  // Most are refused, but not at the door.
  expect(taken).toBeGreaterThan(200);
  expect(await stillRecords(port, 'last')).toBeNull();
  expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
}, 120_000);

it('No file, however broken, hurts what takes it in', async () => {
  const { port, logged } = await withBucket();
  await fc.assert(
    fc.asyncProperty(someImport, async (request) => {
      expect((await attack(port, request)).wrong).toBeNull();
    }),
    { seed: SEED, numRuns: 12 },
  );
  expect(await stillRecords(port, 'last')).toBeNull();
  expect(logged.filter((line) => line.startsWith('error'))).toEqual([]);
}, 120_000);
