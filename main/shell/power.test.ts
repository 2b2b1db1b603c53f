import { EventEmitter } from 'node:events';
import type { PowerMonitor } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { recordedLog } from '../lifecycle/recorded-log.ts';
import { watchPower } from './power.ts';

function watched() {
  const powerMonitor = new EventEmitter();
  const parts = { save: vi.fn(async () => undefined), shutDown: vi.fn() };
  const log = recordedLog();
  watchPower({ powerMonitor: powerMonitor as unknown as PowerMonitor, ...parts, log });
  return { powerMonitor, ...parts, log };
}

describe('power events', () => {
  it.each(['suspend', 'lock-screen'])('%s saves the record', (event) => {
    const { powerMonitor, save, shutDown } = watched();
    powerMonitor.emit(event);
    expect(save).toHaveBeenCalledOnce();
    expect(shutDown).not.toHaveBeenCalled();
  });

  it('the end of the system is held up while Daytrail ends', () => {
    const { powerMonitor, shutDown } = watched();
    const preventDefault = vi.fn();
    powerMonitor.emit('shutdown', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(shutDown).toHaveBeenCalledOnce();
  });

  it('a save that fails is said in the log and stops nothing', async () => {
    const { powerMonitor, save, log } = watched();
    save.mockRejectedValueOnce(new Error('disk full'));
    powerMonitor.emit('suspend');
    await vi.waitFor(() => expect(log.lines.join('\n')).toContain('disk full'), 15_000);
  });
});
