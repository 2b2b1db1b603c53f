/**
 * Two projects: what needs no window, and what does. Of the window's own files those with JSX are tested in one, and those
 * that ask for it (`@vitest-environment happy-dom`): to make one takes longer than most tests.
 */
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Threads and programs that tests start run from source: without it, each would strip the types of all of it again.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'daytrail-compile-cache');

/** Nothing waits as long as this where a machine has nothing else to do. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000, interval: 20 } } };

export default defineConfig({
  test: {
    // By itself Vitest leaves one processor idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{main,preload,renderer,bench,scripts}/**/*.test.ts'],
          // Style sheets are emptied in tests, but for the one whose values are under test.
          css: { include: [/tokens\.css/] },
          ...patience,
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.tsx'],
          ...patience,
        },
      },
    ],
  },
});
