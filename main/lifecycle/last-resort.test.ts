import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock, settle } from './fake-clock.ts';
import { installLastResort } from './last-resort.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { ShutdownCoordinator } from './shutdown.ts';

let process: EventEmitter;
let log: RecordedLog;
let clock: FakeClock;
let shutdown: ShutdownCoordinator;
let exits: number[];

beforeEach(() => {
  process = new EventEmitter();
  log = recordedLog();
  clock = new FakeClock();
  shutdown = new ShutdownCoordinator({ log, clock });
  exits = [];
  const exit = (code: number) => void exits.push(code);
  installLastResort({ process: process as unknown as NodeJS.Process, log, shutdown, exit });
});

describe('an error that nobody caught', () => {
  it.each(['uncaughtException', 'unhandledRejection'])(
    '(%s) closes the store, then ends with code 1',
    async (event) => {
      let closed = false;
      shutdown.join('store', 'close-store', () => {
        closed = true;
      });
      process.emit(event, new Error('broken'));
      expect(log.lines[0]).toMatch(/^error un.*: Error: broken\n +at /);
      await settle();
      expect({ closed, exits }).toEqual({ closed: true, exits: [1] });
    },
  );

  it('ends within two seconds though the store hangs', async () => {
    shutdown.join('store', 'close-store', () => new Promise(() => undefined));
    process.emit('uncaughtException', new Error('broken'));
    await clock.advance(2000);
    expect(exits).toEqual([1]);
  });

  it('that comes again and again neither ends twice nor floods the log', async () => {
    for (let time = 0; time < 1000; time++) process.emit('unhandledRejection', 'broken');
    await settle();
    expect(exits).toEqual([1]);
    expect(log.lines.filter((line) => line.includes('broken'))).toHaveLength(20);
  });
});
