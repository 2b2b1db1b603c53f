/** The tests of the real shell, as built and as packaged, where there is a runtime and somewhere to show a window. */
import { packageApp } from '../package/package.ts';
import { hasDisplay, onPath } from '../runtime/display.ts';
import { findElectron } from '../runtime/electron.ts';
import { failed, type Outcome } from './outcome.ts';
import { type Project, runPlaywright, skipPlaywright } from './playwright.ts';

const NO_RUNTIME =
  'there is no Electron runtime (`npx install-electron` fetches it; ELECTRON_OVERRIDE_DIST_PATH names another)';
const NO_DISPLAY = 'there is no display, and no xvfb-run to make one';
/** Without -noreset it begins anew when its last client goes, as between two tests, and throws out whoever is just coming. */
const XVFB = ['-a', '-s', '-screen 0 1280x1024x24 -noreset'];

export const runElectronTests = (): Promise<Outcome> => onDisplay('electron');

/** Packages first, for this machine alone, without installers. */
export const runPackagedTests = (): Promise<Outcome> =>
  onDisplay('packaged', async () => {
    const done = await packageApp(['--dir'], process.env, (line) => console.log(line));
    return 'reason' in done ? done.reason : null;
  });

/** `prepare` gives null, or why there is nothing to test. */
async function onDisplay(project: Project, prepare?: () => Promise<string | null>): Promise<Outcome> {
  if (findElectron(process.env) === null) return skipPlaywright(project, NO_RUNTIME);
  const xvfb = onPath('xvfb-run', process.env);
  const displayed = hasDisplay(process.env);
  if (!displayed && xvfb === null) return skipPlaywright(project, NO_DISPLAY);
  const trouble = prepare === undefined ? null : await prepare();
  if (trouble !== null) return failed(trouble);
  // On a person's desktop, windows that come up beside each other would take the focus from one another.
  return runPlaywright(project, displayed || xvfb === null ? { alone: true } : { wrapper: [xvfb, ...XVFB] });
}
