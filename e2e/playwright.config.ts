/**
 * Three projects: `electron`, the real shell (on Linux under a display, Xvfb will do), and `browser`, the headless shell in
 * Chromium, both as `npm run build` has put them into out/; and `packaged`, what `npm run package -- --dir` has made of
 * it. Two tests at a time: each has folders, ports and Daytrails of its own; where windows come up on a person's own
 * desktop the gate runs one. No second tries, because they hide races. No traces, which take a quarter of the time:
 * `--trace retain-on-failure` where one is wanted.
 */
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const chromium = process.env.DAYTRAIL_CHROMIUM;

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '../test-results'),
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Nothing waits as long as this where a machine has nothing else to do.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: { screenshot: 'only-on-failure' },
  projects: [
    { name: 'electron', testDir: path.join(import.meta.dirname, 'electron') },
    { name: 'packaged', testDir: path.join(import.meta.dirname, 'packaged') },
    {
      name: 'browser',
      testDir: path.join(import.meta.dirname, 'browser'),
      use: {
        ...devices['Desktop Chrome'],
        launchOptions:
          chromium === undefined ? {} : { executablePath: chromium, chromiumSandbox: process.getuid?.() !== 0 },
      },
    },
  ],
});
