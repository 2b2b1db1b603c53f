import { describe, expect, it } from 'vitest';
import { SOON } from '../soon.ts';
import { sessionBusAddress, socketPaths, systemBusAddress } from './address.ts';
import { Bus } from './bus.ts';
import type { Message } from './message.ts';
import { busForEachTest, type TestBus } from './test-bus.ts';

const { running } = busForEachTest();

const echo = { path: '/echo', interface: 'org.example.Echo', method: 'Say' };
const sayTo = (to: string, text: string) => ({ to, ...echo, signature: 's', args: [text] });

async function echoService(on: TestBus): Promise<Bus> {
  const service = await on.service('org.example.Echo');
  service.export(echo, ({ body = [] }) => {
    if (body[0] === 'fail') throw new Error('as asked');
    return { signature: 'sv', args: [String(body[0]), { signature: 'x', value: 1n }] };
  });
  return service;
}

describe('a connection to a bus', () => {
  it('calls methods of others, and gives their answers and errors', async (test) => {
    const on = running(test);
    await echoService(on);
    const client = await on.client();
    expect(client.uniqueName).toMatch(/^:1\.\d+$/);
    const long = '長い題'.repeat(20_000);
    expect(await client.call(sayTo('org.example.Echo', long))).toEqual([long, { signature: 'x', value: 1n }]);
    await expect(client.call(sayTo('org.example.Echo', 'fail'))).rejects.toMatchObject({
      name: 'CallError',
      kind: 'org.freedesktop.DBus.Error.Failed',
      message: 'as asked',
    });
    await expect(client.call({ ...sayTo('org.example.Echo', 'x'), method: 'Shout' })).rejects.toMatchObject({
      kind: 'org.freedesktop.DBus.Error.UnknownMethod',
    });
    await expect(client.call(sayTo('org.example.Nobody', 'x'))).rejects.toMatchObject({
      kind: 'org.freedesktop.DBus.Error.ServiceUnknown',
    });
  });

  it('gives up a call that is not answered', async (test) => {
    const on = running(test);
    const client = await on.client();
    on.hang();
    await expect(client.call({ ...sayTo('org.example.Echo', 'x'), within: 20 })).rejects.toMatchObject({
      kind: 'org.freedesktop.DBus.Error.NoReply',
    });
  });

  it('hears the signals it asked for, only from whom it asked, also when they are sent straight to it', async (test) => {
    const on = running(test);
    const service = await echoService(on);
    const stranger = await on.client();
    const client = await on.client();
    const heard: unknown[] = [];
    await client.listen({ from: 'org.example.Echo', interface: echo.interface, signal: 'Said' }, ({ body }: Message) =>
      heard.push(body),
    );
    const said = (text: string) => ({
      path: '/echo',
      interface: echo.interface,
      signal: 'Said',
      signature: 's',
      args: [text],
    });
    stranger.emit(said('from a stranger'));
    stranger.emit({ ...said('straight from a stranger'), to: client.uniqueName });
    await stranger.call(sayTo('org.example.Echo', 'afterwards'));
    service.emit(said('hello'));
    service.emit({ ...said('other'), signal: 'Whispered' });
    service.emit(said('again'));
    await expect.poll(() => heard, SOON).toEqual([['hello'], ['again']]);
  });

  it('follows who owns a name', async (test) => {
    const on = running(test);
    const client = await on.client();
    expect(await client.owner('org.example.Echo')).toBeNull();
    const owners: (string | null)[] = [];
    await client.followOwner('org.example.Echo', (owner) => owners.push(owner));
    const service = await echoService(on);
    expect(await client.owner('org.example.Echo')).toBe(service.uniqueName);
    service.close();
    await expect.poll(() => owners, SOON).toEqual([service.uniqueName, null]);
  });

  it('is lost once when the bus goes away, and its calls with it', async (test) => {
    const on = running(test);
    const client = await on.client();
    const losses: string[] = [];
    client.whenLost((problem) => losses.push(problem));
    const peer = await on.client();
    await on.crash();
    await expect(peer.call(sayTo('org.example.Echo', 'x'))).rejects.toMatchObject({ name: 'BusError' });
    await expect.poll(() => losses, SOON).toHaveLength(1);
    await expect(Bus.connect(on.address)).rejects.toMatchObject({ name: 'BusError' });
  });
});

describe('an address of a bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', ['/run/user/1000/bus']],
    ['unix:path=/tmp/a%20b%2cc,guid=0123', ['/tmp/a b,c']],
    ['unix:abstract=/tmp/dbus-x,guid=1', ['\0/tmp/dbus-x']],
    ['tcp:host=localhost,port=1;unix:path=/a;unix:path=/b', ['/a', '/b']],
    ['autolaunch:', []],
    ['', []],
  ])('%s names the sockets %o', (address, paths) => {
    expect(socketPaths(address)).toEqual(paths);
  });

  it('is the one the session names, or else the usual place', () => {
    expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe('unix:path=/x');
    expect(socketPaths(sessionBusAddress({ XDG_RUNTIME_DIR: '/run/us er' }) ?? '')).toEqual(['/run/us er/bus']);
    expect(sessionBusAddress({})).toBeNull();
    expect(socketPaths(systemBusAddress({}))).toEqual(['/run/dbus/system_bus_socket']);
  });
});
