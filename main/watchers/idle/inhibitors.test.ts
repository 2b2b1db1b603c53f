import { describe, expect, it } from 'vitest';
import type { IdleBackend } from '../backend.ts';
import { busForEachTest, type TestBus } from '../dbus/test-bus.ts';
import { createInhibitors, withInhibitors } from './inhibitors.ts';

const { running } = busForEachTest();
const onBus = (on: TestBus, limitMs = 2_000) =>
  createInhibitors({ env: { DBUS_SESSION_BUS_ADDRESS: on.address }, limitMs });

const GNOME = 'org.gnome.SessionManager';
const KDE = 'org.kde.Solid.PowerManagement.PolicyAgent';
const POWER = 'org.freedesktop.PowerManagement';
const SERVICES = {
  [GNOME]: { path: '/org/gnome/SessionManager', interface: GNOME, method: 'IsInhibited' },
  [KDE]: { path: '/org/kde/Solid/PowerManagement/PolicyAgent', interface: KDE, method: 'HasInhibition' },
  [POWER]: { path: '/org/freedesktop/PowerManagement/Inhibit', interface: `${POWER}.Inhibit`, method: 'HasInhibit' },
};

/** A desktop's service, which says what `inhibited` holds and notes what it was asked. */
async function service(on: TestBus, name: keyof typeof SERVICES, as: string = name) {
  const state = { inhibited: true, asked: [] as unknown[] };
  const client = await on.service(as);
  client.export(SERVICES[name], ({ body = [] }) => {
    state.asked.push(...body);
    return { signature: 'b', args: [state.inhibited] };
  });
  return { state, client };
}

const idle: IdleBackend = {
  about: () => ({ name: 'Desk', sees: ['Input.'], limits: [] }),
  start: async () => undefined,
  idleMs: async () => 7,
  stop: async () => undefined,
};

describe('films and calls', () => {
  for (const [desktop, name, as, asked] of [
    ['GNOME, Cinnamon, Budgie and MATE', GNOME, GNOME, [8, 8]],
    ['KDE', KDE, KDE, [4, 4]],
    ['Xfce', POWER, POWER, []],
    ['a desktop with the other name of that service', POWER, `${POWER}.Inhibit`, []],
  ] as const) {
    it(`are told by ${desktop} while they last`, async (test) => {
      const on = running(test);
      const { state } = await service(on, name, as);
      const inhibitors = onBus(on);
      expect(await inhibitors.engaged()).toBe(true);
      state.inhibited = false;
      expect(await inhibitors.engaged()).toBe(false);
      expect(inhibitors.told).toBe(true);
      expect(state.asked).toEqual(asked);
      inhibitors.close();
    });
  }

  it('are not taken from a copy that wants no sleep, where the desktop tells the two apart', async (test) => {
    const on = running(test);
    const { state } = await service(on, KDE);
    await service(on, POWER);
    state.inhibited = false;
    const inhibitors = onBus(on);
    expect(await inhibitors.engaged()).toBe(false);
    inhibitors.close();
  });

  it('are not told where nobody tells, where there is no bus, or where a service refuses', async (test) => {
    const on = running(test);
    const inhibitors = onBus(on);
    expect([await inhibitors.engaged(), inhibitors.told]).toEqual([false, false]);
    await on.service(GNOME);
    expect([await inhibitors.engaged(), inhibitors.told]).toEqual([false, false]);
    inhibitors.close();
    expect(await createInhibitors({ env: {} }).engaged()).toBe(false);
  });

  it('are told again once the bus is back', async (test) => {
    const on = running(test);
    await service(on, GNOME);
    const inhibitors = onBus(on);
    expect(await inhibitors.engaged()).toBe(true);
    await on.crash();
    expect(await inhibitors.engaged()).toBe(false);
    await on.boot();
    await service(on, GNOME);
    expect(await inhibitors.engaged()).toBe(true);
    inhibitors.close();
  });

  it('are not waited for where the bus hangs', async (test) => {
    const on = running(test);
    await service(on, GNOME);
    const inhibitors = onBus(on, 50);
    on.hang();
    expect(await inhibitors.engaged()).toBe(false);
    inhibitors.close();
  });
});

describe('a backend with films and calls', () => {
  it('says that they count as being there, or that this desktop does not tell', async (test) => {
    const on = running(test);
    const backend = withInhibitors(idle, onBus(on));
    await backend.start(() => undefined);
    expect(backend.about().sees).toEqual(['Input.']);
    expect(backend.about().limits).toEqual([{ what: expect.stringContaining('videos and calls'), fix: null }]);
    await service(on, POWER);
    expect(await backend.engaged?.()).toBe(true);
    expect(backend.about().sees).toEqual([
      'Input.',
      expect.stringContaining('full-screen video or a call: that counts as being there'),
    ]);
    expect(backend.about().limits).toEqual([]);
    expect(await backend.idleMs()).toBe(7);
    await backend.stop();
    expect(await backend.engaged?.()).toBe(false);
  });
});
