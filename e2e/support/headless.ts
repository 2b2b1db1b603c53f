/** Starts the built headless Daytrail, as a person or a service would, and reads what it says about itself. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { IN_ZONE } from './clock.ts';
import { ROOT } from './places.ts';
import { type Watched, watchProcess } from './process.ts';

export interface Headless extends Watched {
  /** Where watchers reach this Daytrail. */
  readonly address: string;
  /** Of the window, with the token it needs. */
  readonly windowUrl: string;
}

const LISTENING = /^Daytrail is listening on (http:\/\/127\.0\.0\.1:\d+)$/m;
const WINDOW = /(http:\/\/127\.0\.0\.1:\d+\/\S*#token=\S+)/;

/** Started whether it comes up or not. `env`: what differs from this process's own. */
function spawnHeadless(flags: readonly string[], env: NodeJS.ProcessEnv = {}): Watched {
  const child = spawn(process.execPath, [path.join(ROOT, 'out/main/headless.js'), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...IN_ZONE, ...env },
  });
  return watchProcess(child);
}

/** Resolves when it listens and has said where; rejects with what it said where it ends before that. */
export async function launchHeadless(flags: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Headless> {
  const watched = spawnHeadless(flags, env);
  const said = await new Promise<{ address: string; windowUrl: string }>((resolve, reject) => {
    watched.onOutput(() => {
      const address = LISTENING.exec(watched.stdout())?.[1];
      const windowUrl = WINDOW.exec(watched.stderr())?.[1];
      if (address !== undefined && windowUrl !== undefined) resolve({ address, windowUrl });
    });
    void watched.ended.then(({ code }) => reject(new Error(`Daytrail ended with code ${code}: ${watched.stderr()}`)));
  });
  return { ...watched, ...said };
}
