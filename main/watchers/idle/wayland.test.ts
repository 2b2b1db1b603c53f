import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lifecycle/fake-clock.ts';
import type { IdleBackend } from '../backend.ts';
import { SOON } from '../soon.ts';
import { extIdleOffer, FakeCompositor, kdeIdleOffer, type Offer, seatOffer } from '../wayland/fake-compositor.ts';
import { createWaylandIdle } from './wayland.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function started(...offers: Offer[]) {
  const compositor = await FakeCompositor.start(offers);
  cleanups.push(() => compositor.stop());
  const clock = new FakeClock();
  const losses: string[] = [];
  const backend = createWaylandIdle({ env: compositor.env, clock });
  cleanups.push(() => backend.stop());
  await backend.start((problem) => losses.push(problem));
  return { compositor, clock, backend, losses };
}

const untilIdle = (backend: IdleBackend, ms: number) => expect.poll(() => backend.idleMs(), SOON).toBe(ms);

describe.each<[string, Offer[], string]>([
  ['version 2 of ext-idle-notify', [seatOffer, extIdleOffer, kdeIdleOffer], 'ext_idle_notifier_v1.2'],
  ['its first version', [seatOffer, { ...extIdleOffer, version: 1 }], 'ext_idle_notifier_v1.1'],
  ['KDE’s idle protocol alone', [seatOffer, kdeIdleOffer], 'org_kde_kwin_idle.0'],
])('a compositor with %s', (_, offers, request) => {
  it('is asked to tell after a second without input', async () => {
    const { compositor, backend } = await started(...offers);
    expect(compositor.wishes).toEqual([{ request, quietMs: 1_000, seat: 1 }]);
    expect(backend.about().limits).toHaveLength(request.endsWith('.2') ? 0 : 1);
  });

  it('counts back to the last input, and is active again with the next', async () => {
    const { compositor, clock, backend } = await started(...offers);
    expect(await backend.idleMs()).toBe(0);
    await clock.advance(30_000);
    compositor.quiet(1, true);
    await untilIdle(backend, 1_000);
    await clock.advance(180_000);
    expect(await backend.idleMs()).toBe(181_000);
    compositor.quiet(1, false);
    await untilIdle(backend, 0);
  });
});

describe('idle time on Wayland', () => {
  it('with two seats is that of the one touched last', async () => {
    const { compositor, clock, backend } = await started(seatOffer, seatOffer, extIdleOffer);
    compositor.quiet(1, true);
    await clock.advance(5_000);
    expect(await backend.idleMs()).toBe(0);
    compositor.quiet(2, true);
    await untilIdle(backend, 1_000);
    compositor.quiet(2, false);
    await untilIdle(backend, 0);
  });

  it('counts a seat that comes later, and none that has gone', async () => {
    const { compositor, clock, backend } = await started(seatOffer, extIdleOffer);
    compositor.addSeat(9);
    await expect.poll(() => compositor.wishes.length, SOON).toBe(2);
    compositor.quiet(1, true);
    compositor.removeSeat(9);
    await clock.advance(2_000);
    await expect.poll(() => backend.idleMs(), SOON).toBeGreaterThan(0);
  });

  it('is unknown where the compositor has no protocol for it', async () => {
    const compositor = await FakeCompositor.start([seatOffer]);
    cleanups.push(() => compositor.stop());
    const backend = createWaylandIdle({ env: compositor.env });
    await expect(backend.start(() => undefined)).rejects.toMatchObject({ name: 'BackendError', kind: 'unfit' });
  });

  it('is lost once when the compositor goes away, and 0 from then on', async () => {
    const { compositor, clock, backend, losses } = await started(seatOffer, extIdleOffer);
    compositor.quiet(1, true);
    await clock.advance(1_000);
    await expect.poll(() => backend.idleMs(), SOON).toBeGreaterThan(0);
    await compositor.crash();
    await expect.poll(() => losses, SOON).toEqual(['The compositor went away']);
    expect(await backend.idleMs()).toBe(0);
  });

  it('tells nothing after it was stopped', async () => {
    const { compositor, backend, losses } = await started(seatOffer, extIdleOffer);
    await backend.stop();
    await compositor.crash();
    expect(losses).toEqual([]);
  });
});
