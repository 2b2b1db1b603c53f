/** The Electron runtime for `npm start`: the one that is there, or the pinned one, fetched once. */
import { fetchElectron, findElectron } from '../runtime/electron.ts';
import type { Runtime } from './shell.ts';

export async function electronRuntime(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Runtime> {
  const there = findElectron(env);
  if (there !== null) return { executable: there };
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return { reason: 'ELECTRON_OVERRIDE_DIST_PATH names no Electron runtime' };
  say('Fetching Electron, once');
  const fetched = await fetchElectron(env);
  const executable = findElectron(env);
  if (executable !== null) return { executable };
  return { reason: `there is no Electron runtime, and none could be downloaded (${fetched.reason})` };
}
