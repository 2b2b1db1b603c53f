/**
 * A Python of its own with ActivityWatch's packages, in a temporary folder that is also its home: nothing is left of it,
 * and nothing of it reaches the working tree or a person's own ActivityWatch.
 */
import { join } from 'node:path';
import { inRoot } from '../root.ts';
import { run } from '../runtime/child.ts';

export interface PythonEnvironment {
  readonly folder: string;
  /** Its interpreter. */
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

/** In the order in which they are tried. */
const COMMANDS = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
const REQUIREMENTS = inRoot('scripts/gate/python/requirements.txt');

/** Made in `folder`, or why it cannot be. */
export async function makePythonEnvironment(folder: string): Promise<PythonEnvironment | { readonly reason: string }> {
  const found = await findPython();
  if (found === null) return { reason: 'there is no Python 3' };
  const made = await run(found, ['-m', 'venv', join(folder, 'venv')], { deadlineMs: 60_000 });
  if (!made.ok) return { reason: `Python has no venv with pip: ${lastLine(made.output) || made.reason}` };
  const command = join(
    folder,
    'venv',
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS];
  const installed = await run(command, args, { deadlineMs: 120_000 });
  if (!installed.ok) return { reason: `pip could not install ActivityWatch's packages: ${lastLine(installed.output)}` };
  return { folder, command, env: { ...process.env, ...homeIn(folder) } };
}

async function findPython(): Promise<string | null> {
  for (const command of COMMANDS) {
    const { ok, output } = await run(command, ['--version'], { deadlineMs: 10_000 });
    if (ok && output.startsWith('Python 3.')) return command;
  }
  return null;
}

/** Where ActivityWatch's packages look for their folders, on each system. */
function homeIn(folder: string): NodeJS.ProcessEnv {
  const home = join(folder, 'home');
  return {
    HOME: home,
    XDG_DATA_HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    APPDATA: home,
    LOCALAPPDATA: home,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUTF8: '1',
  };
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
