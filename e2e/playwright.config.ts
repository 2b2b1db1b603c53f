/**
 * Three projects: `electron`, the real shell (on Linux under a display, Xvfb will do), and `browser`, the headless shell in
 * Chromium, both as `npm run build` has put them into out/; and `packaged`, what `npm run package -- --dir` has made of
 * it. One worker, because a desktop has one tray and one focus; no second tries, because they hide races.
 */
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';

const chromium = process.env.DAYTRAIL_CHROMIUM;

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '../test-results'),
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
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
