import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { recordedLog } from '../lifecycle/recorded-log.ts';
import { watchSessionEnd } from './session-end.ts';

describe('the end of a Windows session', () => {
  it('is heard by a window that nobody sees, and the record is saved before the handler returns', () => {
    const made: { window: EventEmitter; options: unknown }[] = [];
    class FakeWindow extends EventEmitter {
      constructor(options: unknown) {
        super();
        made.push({ window: this, options });
      }
    }
    const order: string[] = [];
    const saveNow = vi.fn(() => {
      order.push('saved');
      return 'committed';
    });
    const log = recordedLog();
    watchSessionEnd({
      Window: FakeWindow as unknown as typeof BrowserWindow,
      saveNow,
      shutDown: () => order.push('shut down'),
      log,
    });
    expect(made[0]?.options).toMatchObject({ show: false, skipTaskbar: true });

    made[0]?.window.emit('session-end');
    expect(order).toEqual(['saved', 'shut down']);
    expect(saveNow).toHaveBeenCalledExactlyOnceWith(2000);
    expect(log.lines.join()).toContain('committed');
  });
});
