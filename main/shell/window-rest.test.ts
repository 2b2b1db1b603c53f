import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../lifecycle/fake-clock.ts';
import { type HiddenPage, REST_AFTER_MS, windowRest } from './window-rest.ts';

function page(busy: boolean[] = []) {
  return { isBusy: async () => busy.shift() ?? false, letGo: vi.fn() } satisfies HiddenPage;
}

describe('A hidden window', () => {
  it('is kept for a while, and let go of then', async () => {
    const clock = new FakeClock();
    const hidden = page();
    windowRest(clock).hidden(hidden);
    await clock.advance(REST_AFTER_MS - 1);
    expect(hidden.letGo).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(hidden.letGo).toHaveBeenCalledOnce();
  });

  it('is kept when it is shown in time, and has its full time again when it is hidden again', async () => {
    const clock = new FakeClock();
    const hidden = page();
    const rest = windowRest(clock);
    rest.hidden(hidden);
    await clock.advance(REST_AFTER_MS - 1);
    rest.shown();
    await clock.advance(REST_AFTER_MS);
    rest.hidden(hidden);
    await clock.advance(REST_AFTER_MS - 1);
    expect(hidden.letGo).not.toHaveBeenCalled();
  });

  it('is kept as long as somebody is in the middle of something in it', async () => {
    const clock = new FakeClock();
    const hidden = page([true, false]);
    windowRest(clock).hidden(hidden);
    await clock.advance(REST_AFTER_MS);
    expect(hidden.letGo).not.toHaveBeenCalled();
    await clock.advance(REST_AFTER_MS);
    expect(hidden.letGo).toHaveBeenCalledOnce();
  });

  it('is kept when it is shown while it is being asked', async () => {
    const clock = new FakeClock();
    const asked = Promise.withResolvers<boolean>();
    const letGo = vi.fn();
    const rest = windowRest(clock);
    rest.hidden({ isBusy: () => asked.promise, letGo });
    await clock.advance(REST_AFTER_MS);
    rest.shown();
    asked.resolve(false);
    await clock.advance(0);
    expect(letGo).not.toHaveBeenCalled();
  });
});
