import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../lifecycle/fake-clock.ts';
import { recordedLog } from '../lifecycle/recorded-log.ts';
import { feedNotices } from './notice-feed.ts';
import type { Notice } from './notices.ts';
import { APP_ID, createNotifier } from './notifications.ts';
import { aStanding, NOW, unsaved } from './test-standing.ts';

const notice: Notice = {
  id: 'backup',
  title: 'The record could not be backed up',
  body: 'Full.',
  place: '/preferences/backups',
};

function desktop(supported = true) {
  const shown: { options: unknown; events: EventEmitter }[] = [];
  class Notification {
    static isSupported = () => supported;
    readonly #events = new EventEmitter();
    readonly #options: unknown;
    constructor(options: unknown) {
      this.#options = options;
    }
    on(name: string, heard: () => void) {
      this.#events.on(name, heard);
      return this;
    }
    show() {
      shown.push({ options: this.#options, events: this.#events });
    }
  }
  const open = vi.fn();
  const log = recordedLog();
  return {
    shown,
    open,
    log,
    notify: createNotifier({ Notification: Notification as never, icon: 'icon.png', open, log }),
  };
}

describe('a notification', () => {
  it('is shown, and opens the window at its place when it is clicked', () => {
    const { shown, open, notify, log } = desktop();
    notify(notice);
    expect(shown.map(({ options }) => options)).toEqual([{ title: notice.title, body: 'Full.', icon: 'icon.png' }]);
    expect(open).not.toHaveBeenCalled();
    shown[0]?.events.emit('click');
    expect(open.mock.calls).toEqual([['/preferences/backups']]);
    expect(log.lines).toEqual(['info notified: backup']);
  });

  it('comes from the program that is installed', () => {
    const builder = readFileSync(path.resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
    expect(builder).toContain(`appId: ${APP_ID}\n`);
  });

  it('is left out on a desktop that has none', () => {
    const { shown, notify } = desktop(false);
    notify(notice);
    expect(shown).toEqual([]);
  });
});

describe('what watches for what to notify of', () => {
  it('tells it when it has lasted, although nothing changed meanwhile, and leaves no timer behind', async () => {
    const clock = new FakeClock();
    const told: string[] = [];
    let changed = (): void => undefined;
    let standing = aStanding();
    const end = feedNotices({
      standing: {
        get: () => standing,
        onChange: (listener) => {
          changed = listener;
          return () => undefined;
        },
      },
      notify: ({ id }) => told.push(id),
      now: () => NOW + clock.now() * 1000,
      clock,
    });
    standing = aStanding({ store: unsaved(1, 'Full.') });
    changed();
    await clock.advance(59_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['unsaved']);
    standing = aStanding(
      { store: unsaved(2, 'Full.') },
      { backups: { problem: { message: 'No.', at: NOW, again: null } } },
    );
    changed();
    expect(clock.pending).toBe(1);
    end();
    expect(clock.pending).toBe(0);
  });
});
