import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTemporaryFolder } from './temporary.ts';

describe('the temporary folder of the gate', () => {
  it('is gone with everything in it once the gate is over, and the one before holds again', () => {
    for (const before of [{}, { TMPDIR: '/elsewhere' }]) {
      const env: NodeJS.ProcessEnv = { ...before };
      const end = ownTemporaryFolder(env, 'linux');
      const folder = env.TMPDIR ?? '';
      expect(folder).toMatch(/daytrail-gate-/);
      writeFileSync(join(folder, 'left'), '');
      end();
      expect([existsSync(folder), env]).toEqual([false, before]);
    }
  });

  it('is the one of the system where paths are long', () => {
    const env = { TMPDIR: '/elsewhere' };
    ownTemporaryFolder(env, 'darwin')();
    expect(env).toEqual({ TMPDIR: '/elsewhere' });
  });
});
