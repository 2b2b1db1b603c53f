/**
 * `npm start [-- flags]`: builds what is stale and starts Daytrail, in Electron where that can run here, otherwise as
 * the headless shell with the window in a browser. Stdout belongs to Daytrail; what this script says goes to stderr.
 */
import open from 'open';
import { build, isStale } from './build/build.ts';
import { inRoot, ROOT } from './root.ts';
import { endChildrenOnSignals } from './runtime/child.ts';
import { hasDisplay } from './runtime/display.ts';
import { WINDOW_LINE } from './runtime/headless.ts';
import { launch, parentGone } from './start/launch.ts';
import { electronRuntime } from './start/runtime.ts';
import { chooseShell, headless, refusal, type Shell } from './start/shell.ts';

const say = (line: string): void => console.error(line);
const args = process.argv.slice(2);
const display = hasDisplay(process.env);
const ending = process.env.npm_lifecycle_event === undefined ? {} : { ending: parentGone() };

const stopEnding = endChildrenOnSignals();
const shell = (await prepare()) ? await chooseShell(args, display, () => electronRuntime(process.env, say)) : null;
stopEnding();
process.exitCode = shell === null ? 1 : await start(shell);

async function prepare(): Promise<boolean> {
  if (!isStale()) return true;
  say('Building Daytrail');
  const built = await build();
  if (!built.ok) say(`${built.output}\nDaytrail could not be built: ${built.reason}`);
  return built.ok;
}

async function start(shell: Shell): Promise<number> {
  if (shell.kind === 'headless') return startHeadless(shell);
  // Set in the terminals of editors that are Electron applications themselves: it would make Electron a plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const ended = await launch(shell.executable, [ROOT, ...shell.args], { ...ending, env, holdMs: 8000 });
  if (ended.early === null) return ended.code;
  const reason = ended.code === 0 ? null : refusal(ended.early);
  if (reason !== null) return startHeadless(headless(reason, args));
  process.stderr.write(ended.early);
  return ended.code;
}

async function startHeadless(shell: Extract<Shell, { kind: 'headless' }>): Promise<number> {
  say(`Starting Daytrail without Electron, with its window in a browser: ${shell.reason}.`);
  let seen = '';
  let opened = !display || shell.args.includes('--hidden');
  const ended = await launch(process.execPath, [inRoot('out/main/headless.js'), ...shell.args], {
    ...ending,
    onStderr: (text) => {
      if (opened) return;
      seen += text;
      const address = WINDOW_LINE.exec(seen)?.[1];
      if (address === undefined) return;
      opened = true;
      // Where no browser can be opened, the address has been printed.
      open(address).catch(() => undefined);
    },
  });
  return ended.code;
}
