/** The tests of the real shell, where there is a runtime and somewhere to show a window. */
import { hasDisplay, onPath } from '../runtime/display.ts';
import { findElectron } from '../runtime/electron.ts';
import type { Outcome } from './outcome.ts';
import { runPlaywright, skipPlaywright } from './playwright.ts';

const NO_RUNTIME =
  'there is no Electron runtime (`npx install-electron` fetches it; ELECTRON_OVERRIDE_DIST_PATH names another)';

export async function runElectronTests(): Promise<Outcome> {
  if (findElectron(process.env) === null) return skipPlaywright('electron', NO_RUNTIME);
  if (hasDisplay(process.env)) return runPlaywright('electron', {});
  const xvfb = onPath('xvfb-run', process.env);
  if (xvfb === null) return skipPlaywright('electron', 'there is no display, and no xvfb-run to make one');
  return runPlaywright('electron', {}, [xvfb, '-a']);
}
