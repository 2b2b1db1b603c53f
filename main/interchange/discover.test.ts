import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findRecords, knownPlaces, type Machine, serverAt } from './discover.ts';

const NOW = 1_772_355_600_000;
const LONG_AGO = NOW - 86_400_000;
const DATA = '/home/a/.local/share/activitywatch';
const RUST = `${DATA}/aw-server-rust/sqlite.db`;
const PYTHON = `${DATA}/aw-server/peewee-sqlite.v2.db`;

/** A computer with these files: size and, unless written long ago, when. */
function machine(
  files: Record<string, readonly [size: number, mtimeMs?: number]>,
  rest: Partial<Machine> = {},
): Machine {
  return {
    platform: 'linux',
    env: {},
    home: '/home/a',
    now: () => NOW,
    stat: (file) => {
      const found = files[file];
      return found === undefined ? null : { size: found[0], mtimeMs: found[1] ?? LONG_AGO };
    },
    read: () => null,
    answering: async () => null,
    ...rest,
  };
}

describe('The places in which ActivityWatch keeps its record', () => {
  const paths = (place: Parameters<typeof knownPlaces>[0]) => knownPlaces(place).map((found) => found.path);

  it('on Linux follow the XDG variables, unless they are relative', () => {
    expect(paths({ platform: 'linux', env: {}, home: '/home/a' })).toEqual([RUST, PYTHON]);
    expect(paths({ platform: 'linux', env: { XDG_DATA_HOME: '/d' }, home: '/home/a' })[0]).toBe(
      '/d/activitywatch/aw-server-rust/sqlite.db',
    );
    expect(paths({ platform: 'linux', env: { XDG_DATA_HOME: 'd' }, home: '/home/a' })).toEqual([RUST, PYTHON]);
  });

  it('on macOS are in the library of the person', () => {
    expect(paths({ platform: 'darwin', env: { XDG_DATA_HOME: '/d' }, home: '/Users/a' })).toEqual([
      '/Users/a/Library/Application Support/activitywatch/aw-server-rust/sqlite.db',
      '/Users/a/Library/Application Support/activitywatch/aw-server/peewee-sqlite.v2.db',
    ]);
  });

  it('on Windows are the roaming folder, the local one, and the one with the name twice', () => {
    const env = { APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L' };
    expect(paths({ platform: 'win32', env, home: 'C:\\Users\\a' })).toEqual([
      'C:\\R\\activitywatch\\aw-server-rust\\sqlite.db',
      'C:\\L\\activitywatch\\aw-server-rust\\sqlite.db',
      'C:\\L\\activitywatch\\activitywatch\\aw-server-rust\\sqlite.db',
      'C:\\R\\activitywatch\\aw-server\\peewee-sqlite.v2.db',
      'C:\\L\\activitywatch\\aw-server\\peewee-sqlite.v2.db',
      'C:\\L\\activitywatch\\activitywatch\\aw-server\\peewee-sqlite.v2.db',
    ]);
    expect(paths({ platform: 'win32', env: {}, home: 'C:\\Users\\a' })[0]).toBe(
      'C:\\Users\\a\\AppData\\Roaming\\activitywatch\\aw-server-rust\\sqlite.db',
    );
  });
});

describe('The records that are found', () => {
  it("name aw-server-rust's first, whichever was written last, with the -wal in size and time", async () => {
    const found = await findRecords(
      machine({ [PYTHON]: [500, LONG_AGO + 5000], [RUST]: [1000], [`${RUST}-wal`]: [24, LONG_AGO + 1000] }),
    );
    expect(found).toEqual([
      { kind: 'aw-server-rust', path: RUST, bytes: 1024, modified: (LONG_AGO + 1000) * 1000, running: false },
      { kind: 'aw-server', path: PYTHON, bytes: 500, modified: (LONG_AGO + 5000) * 1000, running: false },
    ]);
  });

  it('of one server are in the order in which they were written, the last first', async () => {
    const [roaming, local] = ['C:\\R', 'C:\\L'].map((base) => `${base}\\activitywatch\\aw-server-rust\\sqlite.db`);
    const files = { [String(roaming)]: [1], [String(local)]: [1, LONG_AGO + 1] } as const;
    const env = { APPDATA: 'C:\\R', LOCALAPPDATA: 'C:\\L' };
    const found = await findRecords(machine({ ...files }, { platform: 'win32', env }));
    expect(found.map(({ path }) => path)).toEqual([local, roaming]);
  });

  it('are said to be in use where the server that answers has the same device id', async () => {
    const files = { [RUST]: [1], [PYTHON]: [1] } as const;
    const read = (file: string) => (file === `${DATA}/aw-server/device_id` ? 'the-id\n' : 'another');
    const found = await findRecords(machine({ ...files }, { read, answering: async () => 'the-id' }));
    expect(found.map(({ kind, running }) => [kind, running])).toEqual([
      ['aw-server-rust', false],
      ['aw-server', true],
    ]);
  });

  it('are said to be in use where they were written a moment ago, wherever their server listens', async () => {
    const [found] = await findRecords(machine({ [RUST]: [1], [`${RUST}-wal`]: [1, NOW - 20_000] }));
    expect(found?.running).toBe(true);
  });

  it('are none where the files are empty or missing, and nobody is asked anything then', async () => {
    const answering = async () => {
      throw new Error('asked');
    };
    expect(await findRecords(machine({ [RUST]: [0] }, { answering }))).toEqual([]);
  });
});

describe('Who answers', () => {
  it.each([
    [
      'a server of ActivityWatch',
      '{"device_id":"the-id","testing":false,"version":"v0.14.0 (rust)"}',
      { deviceId: 'the-id', testing: false },
    ],
    ['something else that speaks JSON', '[1]', null],
    ['something else', '<html>', null],
  ])('is asked who it is: %s', async (_name, answer, expected) => {
    const server = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await serverAt(`http://127.0.0.1:${port}/api/0/info`)).toEqual(expected);
  });

  it('is nobody where nothing listens', async () => {
    expect(await serverAt('http://127.0.0.1:1/api/0/info')).toBeNull();
  });
});
