import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolvePaths } from '../lifecycle/paths.ts';
import { makeProfile } from './profile.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daytrail-profile-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const made = (flags: { testing?: boolean; inMemory?: boolean; dataDir: string | null }) => {
  const all = { testing: false, inMemory: false, ...flags };
  return makeProfile(
    all,
    resolvePaths({ flags: all, platform: process.platform, env: {}, home: homedir(), cwd: dataDir }),
  );
};

describe("Electron's own folder", () => {
  it('lies in the folder of the record and is made', () => {
    const { folder, remove } = made({ dataDir });
    expect(folder).toBe(path.join(dataDir, 'electron'));
    remove();
    expect(existsSync(folder)).toBe(true);
  });

  it('is another one for a trial, so that both can run at once', () => {
    expect(made({ dataDir, testing: true }).folder).not.toBe(made({ dataDir }).folder);
  });

  it('is gone after a run that keeps nothing', () => {
    const { folder, placeFile, remove } = made({ dataDir: null, inMemory: true });
    expect(folder.startsWith(tmpdir())).toBe(true);
    expect(placeFile).toBeNull();
    remove();
    expect(existsSync(folder)).toBe(false);
  });

  it('says that the folder cannot be made', () => {
    const file = path.join(dataDir, 'file');
    writeFileSync(file, '');
    expect(() => made({ dataDir: path.join(file, 'below') })).toThrow(expect.objectContaining({ kind: 'unwritable' }));
  });
});
