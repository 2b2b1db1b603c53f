/** A sandboxed preload is one CommonJS file that can load `electron` and nothing else of ours. */
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

it('the preload is one small file that loads nothing but electron', async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      ssr: true,
      rollupOptions: {
        input: fileURLToPath(new URL('./index.ts', import.meta.url)),
        external: ['electron'],
        output: { format: 'cjs' },
      },
    },
  })) as Rolldown.RolldownOutput;
  expect(built.output).toHaveLength(1);
  const { code } = built.output[0];
  expect([...code.matchAll(/\brequire\((.*?)\)/g)].map((match) => match[1])).toEqual(['"electron"']);
  expect(code).not.toMatch(/zod|import\(/);
  expect(code.length).toBeLessThan(5000);
});
