/**
 * Three projects: `electron`, the real shell (on Linux under a display, Xvfb will do), and `browser`, the headless shell in
 * Chromium, both as `npm run build` has put them into out/; and `packaged`, what `npm run package -- --dir` has made of
 * it. One test of those at a time, because a desktop has one tray and one focus; in the browser each has a Daytrail and
 * windows of its own, so that there are two. No second tries, because they hide races. No traces, which take a quarter of
 * the time: `--trace retain-on-failure` where one is wanted.
 */
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const chromium = process.env.DAYTRAIL_CHROMIUM;

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '../test-results'),
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // Nothing waits as long as this where a machine has nothing else to do.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { screenshot: 'only-on-failure' },
  projects: [
    { name: 'electron', workers: 1, testDir: path.join(import.meta.dirname, 'electron') },
    { name: 'packaged', workers: 1, testDir: path.join(import.meta.dirname, 'packaged') },
    {
      name: 'browser',
      fullyParallel: true,
      testDir: path.join(import.meta.dirname, 'browser'),
      use: {
        ...devices['Desktop Chrome'],
        launchOptions:
          chromium === undefined ? {} : { executablePath: chromium, chromiumSandbox: process.getuid?.() !== 0 },
      },
    },
  ],
});
