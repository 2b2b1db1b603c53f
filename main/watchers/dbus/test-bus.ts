/** A message bus of its own for a test: dbus-daemon in a fresh folder. Where it is not installed, `start` says so. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, type TestContext } from 'vitest';
import { Bus } from './bus.ts';

export interface Missing {
  readonly reason: string;
}

const configuration = (
  socket: string,
) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

export class TestBus {
  readonly address: string;
  readonly #folder: string;
  readonly #clients: Bus[] = [];
  #daemon: ChildProcess | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    this.address = `unix:path=${join(folder, 'bus')}`;
  }

  static async start(): Promise<TestBus | Missing> {
    const bus = new TestBus(await mkdtemp(join(tmpdir(), 'daytrail-bus-')));
    await writeFile(join(bus.#folder, 'bus.conf'), configuration(join(bus.#folder, 'bus')));
    const missing = await bus.boot();
    if (missing === null) return bus;
    await bus.stop();
    return missing;
  }

  /** Also after `crash`. */
  async boot(): Promise<Missing | null> {
    const file = join(this.#folder, 'bus.conf');
    const daemon = spawn('dbus-daemon', [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const failed = once(daemon, 'error').then(() => 'dbus-daemon is not installed');
    const ended = once(daemon, 'exit').then(() => 'dbus-daemon does not run here');
    const ready = once(daemon.stdout, 'data').then(() => null);
    const reason = await Promise.race([ready, failed, ended]);
    if (reason !== null) return { reason };
    this.#daemon = daemon;
    return null;
  }

  /** Another connection to the bus, closed with it. */
  async client(): Promise<Bus> {
    const client = await Bus.connect(this.address);
    this.#clients.push(client);
    return client;
  }

  /** A connection that owns a name, as a service does. */
  async service(name: string): Promise<Bus> {
    const client = await this.client();
    await client.call({
      to: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      method: 'RequestName',
      signature: 'su',
      args: [name, 0],
    });
    return client;
  }

  /** From now on nothing is answered. */
  hang(): void {
    this.#daemon?.kill('SIGSTOP');
  }

  async crash(): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = null;
    if (daemon === null || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const exit = once(daemon, 'exit');
    daemon.kill('SIGKILL');
    await exit;
    await rm(join(this.#folder, 'bus'), { force: true });
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.splice(0)) client.close();
    await this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export interface BusForEachTest {
  /** The test's bus; where there can be none, the test is skipped with the reason. */
  running(test: TestContext): TestBus;
  /** What is to be ended before the bus, the last first. */
  readonly cleanups: (() => Promise<void>)[];
}

/** To be called once in a file: each of its tests has a bus of its own from here on. */
export function busForEachTest(): BusForEachTest {
  let bus: TestBus | Missing;
  const cleanups: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    bus = await TestBus.start();
  });
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
    if (bus instanceof TestBus) await bus.stop();
  });
  return { cleanups, running: ({ skip }) => (bus instanceof TestBus ? bus : skip(bus.reason)) };
}
