/** A desktop for a test: an X server of its own with a window manager, gone with the test. */
import { noXServer, startXServer, type XServer } from '../../main/watchers/x11/test-server.ts';
import { test as base } from './electron.ts';

export { expect, type Running } from './electron.ts';

/** Why there cannot be one here; null: there can. */
export const noDesktop = noXServer();

export interface DesktopFixtures {
  readonly desktop: XServer;
}

/** For any `test.extend`. */
export const desktopFixture = {
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  desktop: async ({}, use: (desktop: XServer) => Promise<void>) => {
    const desktop = await startXServer();
    await use(desktop);
    await desktop.dispose();
  },
};

export const test = base.extend<DesktopFixtures>(desktopFixture);
