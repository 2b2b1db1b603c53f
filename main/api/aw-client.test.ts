import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { startApi } from './testing.ts';

const require = createRequire(import.meta.url);

/** Fixed in ActivityWatch's own tests. */
const PORT = 5666;

interface Outcome {
  readonly code: number | string | null | undefined;
  readonly output: string;
}

function runMocha(file: string): Promise<Outcome> {
  const proxies = { http_proxy: undefined, HTTP_PROXY: undefined, all_proxy: undefined, ALL_PROXY: undefined };
  return new Promise((resolve) => {
    const args = [require.resolve('mocha/bin/mocha.js'), '--exit', '--reporter', 'spec', file];
    execFile(process.execPath, args, { env: { ...process.env, ...proxies } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, output: stdout + stderr });
    });
  });
}

it("passes all eight tests of ActivityWatch's own JavaScript client", async () => {
  const api = await startApi({ port: PORT }).catch((error: Error) => {
    throw new Error(`ActivityWatch's client tests need port ${PORT} for themselves. ${error.message}`);
  });
  const { code, output } = await runMocha(require.resolve('aw-client/out/test/test.js'));
  expect(output).toMatch(/^\s*8 passing/m);
  expect(output).not.toMatch(/failing|pending/);
  expect(code).toBe(0);
  expect(api.logged).toEqual([]);
});
