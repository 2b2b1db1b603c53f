import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { launch } from './launch.ts';

const node = (script: string) => ['-e', script] as const;

describe('running a shell in place of this process', () => {
  it('ends with its exit code', async () => {
    expect((await launch(process.execPath, node('process.exit(7)'))).code).toBe(7);
  });

  it('gives back what it wrote when it ended at once, instead of showing it', async () => {
    const script = "process.stderr.write('Missing X server'); process.exitCode = 1";
    expect(await launch(process.execPath, node(script), { holdMs: 20_000 })).toEqual({
      code: 1,
      early: 'Missing X server',
    });
  });

  it('passes a signal on once when it arrives again as an echo', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no signals and no process groups');
    // The echo comes when the first has been dealt with; SIGTERM then asks for the count.
    const script = `
      let count = 0;
      process.on('SIGHUP', () => { count++; process.stderr.write('got it'); });
      process.on('SIGTERM', () => process.exit(count));
      process.stderr.write('ready');
      setInterval(() => undefined, 1000);
    `;
    const ended = await launch(process.execPath, node(script), {
      holdMs: 20_000,
      onStderr: (text) => {
        process.emit('SIGHUP', 'SIGHUP');
        if (text.includes('got it')) process.emit('SIGTERM', 'SIGTERM');
      },
    });
    expect(ended.code).toBe(1);
  });

  it('ends with the shell that npm ran it through', async ({ skip }) => {
    skip(process.platform === 'win32', 'Windows has no signals and no process groups');
    // A shell that starts the script and is killed, as by npm, once the script watches it; the script then says that it noticed.
    const script =
      "import('./launch.ts').then(({ parentGone }) => { const gone = parentGone(); console.log('watching'); return gone; }).then(() => console.log('noticed'))";
    const keepAlive = 'setInterval(() => undefined, 1000);';
    const shell = spawn(
      'sh',
      ['-c', '"$0" -e "$1"; true', process.execPath, `${keepAlive} ${script}.then(() => process.exit())`],
      {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    for await (const chunk of shell.stdout) {
      said += String(chunk);
      if (said.endsWith('\n')) shell.kill('SIGKILL');
    }
    expect(said).toBe('watching\nnoticed\n');
  });

  it('says so when the program is not there', async () => {
    const ended = await launch('/nowhere/electron', [], { holdMs: 20_000 });
    expect(ended.code).toBe(1);
    expect(ended.early).toContain('ENOENT');
  });
});
