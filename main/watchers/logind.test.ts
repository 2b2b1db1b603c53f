import { describe, expect, it } from 'vitest';
import type { Bus } from './dbus/bus.ts';
import { CallError } from './dbus/bus-error.ts';
import { busForEachTest, type TestBus } from './dbus/test-bus.ts';
import type { Value } from './dbus/values.ts';
import { createLogind } from './logind.ts';
import { SOON } from './soon.ts';
import type { SystemEvent } from './system-events.ts';

const { running, cleanups } = busForEachTest();

const LOGIN = 'org.freedesktop.login1';
const ROOT = '/org/freedesktop/login1';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** A stand-in for logind: one person, with or without a session that has a display. */
class FakeLogind {
  readonly bus: Bus;
  display: [string, string] = ['2', `${ROOT}/session/_32`];
  locked = false;
  active = true;

  constructor(service: Bus) {
    this.bus = service;
    const manager = `${LOGIN}.Manager`;
    service.export({ path: ROOT, interface: manager, method: 'GetUser' }, ({ body: [uid] = [] }) => {
      if (uid !== 1000) throw new Error('no such user');
      return { signature: 'o', args: [`${ROOT}/user/_1000`] };
    });
    service.export({ path: `${ROOT}/user/_1000`, interface: PROPERTIES, method: 'Get' }, () => ({
      signature: 'v',
      args: [{ signature: '(so)', value: this.display }],
    }));
    service.export({ path: ROOT, interface: manager, method: 'GetSession' }, ({ body: [id] = [] }) => ({
      signature: 'o',
      args: [`${ROOT}/session/_3${id}`],
    }));
    for (const id of ['2', '5']) {
      service.export({ path: `${ROOT}/session/_3${id}`, interface: PROPERTIES, method: 'GetAll' }, () => ({
        signature: 'a{sv}',
        args: [
          [
            ['Active', { signature: 'b', value: this.active }],
            ['LockedHint', { signature: 'b', value: this.locked }],
            ['TTY', { signature: 's', value: 'tty2' }],
          ],
        ],
      }));
    }
  }

  manager(signal: string, signature: string, args: Value[]): void {
    this.bus.emit({ path: ROOT, interface: `${LOGIN}.Manager`, signal, signature, args });
  }

  session(id: string, signal: string): void {
    const path = `${ROOT}/session/_3${id}`;
    this.bus.emit({ path, interface: `${LOGIN}.Session`, signal, signature: '', args: [] });
  }

  changed(id: string, name: string, value: boolean): void {
    const properties: Value = [[name, { signature: 'b', value }]];
    this.bus.emit({
      path: `${ROOT}/session/_3${id}`,
      interface: PROPERTIES,
      signal: 'PropertiesChanged',
      signature: 'sa{sv}as',
      args: [`${LOGIN}.Session`, properties, []],
    });
  }
}

async function started(on: TestBus, prepare: (logind: FakeLogind) => void = () => undefined, sessionId?: string) {
  const logind = new FakeLogind(await on.service(LOGIN));
  prepare(logind);
  const events: SystemEvent[] = [];
  const losses: string[] = [];
  const source = createLogind({ env: { DBUS_SYSTEM_BUS_ADDRESS: on.address, XDG_SESSION_ID: sessionId }, uid: 1000 });
  cleanups.push(() => source.stop());
  await source.start({ happened: (event) => events.push(event), lost: (problem) => losses.push(problem) });
  return { logind, events, losses, source };
}

describe('logind', () => {
  it('tells of sleep, shutdown, locking and other people’s turns, each once', async (test) => {
    const { logind, events } = await started(running(test));
    expect(events).toEqual([]);
    logind.session('2', 'Lock');
    logind.changed('2', 'LockedHint', true);
    logind.manager('PrepareForSleep', 'b', [true]);
    logind.manager('PrepareForSleep', 'b', [false]);
    logind.session('2', 'Unlock');
    logind.changed('2', 'LockedHint', false);
    logind.changed('2', 'Active', false);
    logind.changed('2', 'Active', true);
    logind.manager('PrepareForShutdown', 'b', [true]);
    await expect
      .poll(() => events, SOON)
      .toEqual(['lock', 'suspend', 'resume', 'unlock', 'switch-away', 'switch-back', 'shutdown']);
  });

  it('is not believed of other people’s sessions, nor others in its place', async (test) => {
    const on = running(test);
    const { logind, events } = await started(on);
    logind.session('5', 'Lock');
    new FakeLogind(await on.client()).manager('PrepareForSleep', 'b', [true]);
    logind.manager('PrepareForShutdown', 'b', [false]);
    logind.changed('2', 'Active', false);
    await expect.poll(() => events, SOON).toEqual(['switch-away']);
  });

  it('tells what is so when it is first asked', async (test) => {
    const { events } = await started(running(test), (logind) => {
      logind.locked = true;
      logind.active = false;
    });
    expect(events).toEqual(['switch-away', 'lock']);
  });

  it('follows the person to the session they begin after it', async (test) => {
    const { logind, events } = await started(running(test));
    logind.display = ['5', `${ROOT}/session/_35`];
    logind.locked = true;
    logind.manager('SessionNew', 'so', ['5', `${ROOT}/session/_35`]);
    await expect.poll(() => events, SOON).toEqual(['lock']);
    logind.session('2', 'Unlock');
    logind.session('5', 'Unlock');
    await expect.poll(() => events, SOON).toEqual(['lock', 'unlock']);
  });

  it('is heard of the session that the environment names, where the person has no desktop', async (test) => {
    const { logind, events } = await started(
      running(test),
      (fake) => {
        fake.display = ['', '/'];
      },
      '5',
    );
    logind.session('5', 'Lock');
    await expect.poll(() => events, SOON).toEqual(['lock']);
  });

  it('is lost once with its bus, and nothing is told after it was stopped', async (test) => {
    const on = running(test);
    const first = await started(on);
    const second = createLogind({ env: { DBUS_SYSTEM_BUS_ADDRESS: on.address }, uid: 1000 });
    const told: string[] = [];
    await second.start({ happened: (event) => told.push(event), lost: (problem) => told.push(problem) });
    await second.stop();
    await on.crash();
    await expect.poll(() => first.losses, SOON).toEqual(['The bus went away.']);
    expect(told).toEqual([]);
  });

  it('that is not there, or has an error, is said as what it is', async (test) => {
    const on = running(test);
    const start = (env: Record<string, string>) =>
      createLogind({ env, uid: 1000 }).start({ happened: () => undefined, lost: () => undefined });
    await expect(start({ DBUS_SYSTEM_BUS_ADDRESS: on.address })).rejects.toMatchObject({
      name: 'BackendError',
      kind: 'unfit',
    });
    await expect(start({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere' })).rejects.toMatchObject({
      name: 'BackendError',
      kind: 'broken',
    });
    const service = await on.service(LOGIN);
    service.export({ path: ROOT, interface: `${LOGIN}.Manager`, method: 'GetUser' }, () => {
      throw new CallError('org.freedesktop.DBus.Error.AccessDenied', 'not for you');
    });
    await expect(start({ DBUS_SYSTEM_BUS_ADDRESS: on.address })).rejects.toMatchObject({ kind: 'broken' });
  });
});
