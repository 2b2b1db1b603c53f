/** The bare HTTP server that heartbeats are measured beside, in a process of its own like Daytrail. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Echo {
  readonly port: number;
  close(): void;
}

export async function startEcho(): Promise<Echo> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./echo.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the bare HTTP server did not start'))),
  ])) as [Buffer];
  return { port: Number(line.toString('utf8')), close: () => child.kill('SIGKILL') };
}
