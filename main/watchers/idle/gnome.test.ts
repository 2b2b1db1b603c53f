import { describe, expect, it } from 'vitest';
import { busForEachTest } from '../dbus/test-bus.ts';
import { SOON } from '../soon.ts';
import { createGnomeIdle, fits } from './gnome.ts';

const { running } = busForEachTest();
const MUTTER = 'org.gnome.Mutter.IdleMonitor';

describe('idle time on GNOME', () => {
  it('is what Mutter’s idle monitor answers, and is lost once when that goes away', async (test) => {
    const on = running(test);
    const mutter = await on.service(MUTTER);
    let idle = 1_234n;
    const get = { path: '/org/gnome/Mutter/IdleMonitor/Core', interface: MUTTER, method: 'GetIdletime' };
    mutter.export(get, () => ({ signature: 't', args: [idle] }));
    const backend = createGnomeIdle({ env: { DBUS_SESSION_BUS_ADDRESS: on.address } });
    const losses: string[] = [];
    await backend.start((problem) => losses.push(problem));
    expect(await backend.idleMs()).toBe(1_234);
    idle = 4_294_967_296n;
    expect(await backend.idleMs()).toBe(4_294_967_296);
    mutter.close();
    await expect.poll(() => losses, SOON).toEqual(['GNOME’s idle monitor went away.']);
    expect(await backend.idleMs()).toBe(0);
    await backend.stop();
  });

  it('is unknown where there is no idle monitor, and where there is no bus', async (test) => {
    const on = running(test);
    const backend = createGnomeIdle({ env: { DBUS_SESSION_BUS_ADDRESS: on.address } });
    await expect(backend.start(() => undefined)).rejects.toMatchObject({ name: 'BackendError', kind: 'unfit' });
    const without = createGnomeIdle({ env: {} });
    await expect(without.start(() => undefined)).rejects.toMatchObject({ name: 'BackendError', kind: 'unfit' });
  });

  it('is asked for in every GNOME session', () => {
    expect(fits({ XDG_CURRENT_DESKTOP: 'GNOME-Classic:GNOME' }, 'linux')).toBe(true);
    expect(fits({ XDG_CURRENT_DESKTOP: 'KDE' }, 'linux')).toBe(false);
    expect(fits({ XDG_CURRENT_DESKTOP: 'GNOME' }, 'win32')).toBe(false);
  });
});
