import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { describe, expect, it } from 'vitest';
import { powerEvents } from './power-events.ts';

async function heardFrom(...events: readonly string[]) {
  const monitor = new EventEmitter();
  const source = powerEvents(monitor as unknown as PowerMonitor);
  const heard: string[] = [];
  await source.start({ happened: (event) => heard.push(event), lost: () => undefined });
  for (const event of events) monitor.emit(event);
  await source.stop();
  monitor.emit('suspend');
  return heard;
}

describe('the session as Electron hears it', () => {
  it('is put to sleep, woken, locked, unlocked and left for another', async () => {
    const all = [
      'suspend',
      'resume',
      'lock-screen',
      'unlock-screen',
      'user-did-resign-active',
      'user-did-become-active',
    ];
    expect(await heardFrom(...all)).toEqual(['suspend', 'resume', 'lock', 'unlock', 'switch-away', 'switch-back']);
  });

  it('is heard no more after the end', async () => {
    expect(await heardFrom()).toEqual([]);
  });
});
