/** Disks for tests that can really be full. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './testing.ts';

/** A file system of so many KiB in memory; the reason, where none can be mounted. */
export function smallFileSystem(kib: number): { folder: string } | { reason: string } {
  if (process.platform !== 'linux') return { reason: `mounting a tmpfs is for Linux, this is ${process.platform}` };
  if (process.geteuid?.() !== 0) return { reason: 'mounting a tmpfs needs root' };
  const folder = join(temporaryFolder(), 'small');
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) return { reason: `mounting a tmpfs failed: ${mounted.stderr || mounted.error?.message}` };
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  return { folder };
}

/** Fills the disk to the last byte. */
export function fill(folder: string): string {
  const filler = join(folder, 'filler');
  for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return filler;
}
