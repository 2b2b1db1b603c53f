/**
 * `npm run fuzz -- [--minutes N] [--seed S]`: random requests and programs against the built headless shell, for longer than
 * the tests do. It ends with what was sent, or with the smallest request that went wrong and the seed that finds it again.
 */
import { parseArgs } from 'node:util';
import { build, isStale } from './build/build.ts';
import { fuzz } from './fuzz/fuzz.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('Use it as: npm run fuzz -- --minutes 10 --seed 42');
  process.exit(2);
}
if (isStale()) {
  const built = await build();
  if (!built.ok) {
    console.error(`${built.output}\nThe build failed: ${built.reason}`);
    process.exit(1);
  }
}
console.log(`Seed ${seed}, ${minutes} minutes.`);
const { requests, wrong } = await fuzz({ minutes, seed });
if (wrong !== null) console.error(`\n${wrong}\n\nFound again by: npm run fuzz -- --seed ${seed}`);
console.log(`${requests} requests${wrong === null ? ', nothing went wrong.' : '.'}`);
process.exitCode = wrong === null ? 0 : 1;
