import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Json, JsonObject } from '../events/event.ts';
import { NOT_RECORDED } from '../events/event.ts';
import { Privacy } from './privacy.ts';
import {
  allEvents,
  beat,
  ManualTime,
  NINE,
  openTestStore,
  S,
  storeErrorOf,
  temporaryFolder,
  WINDOW,
} from './testing.ts';

const drop = (pattern: string, more: JsonObject = {}): JsonObject => ({
  field: 'title',
  pattern,
  action: 'drop',
  ...more,
});
const redact = (pattern: string, replacement = 'REDACTED', more: JsonObject = {}): JsonObject => ({
  field: 'title',
  pattern,
  action: 'redact',
  replacement,
  ...more,
});

/** Takes longer than the universe on texts of many a's. */
const HOPELESS = '(a+)+$';
const MANY = `${'a'.repeat(60)}!`;

/** As patient as it takes to go by what a rule does, on a machine however busy. */
const PATIENT = { patience: 10 };

function privacy(rules: Json, options: { readonly patience?: number } = {}) {
  const time = new ManualTime();
  let notices = 0;
  const filters = new Privacy({ monotonic: time.monotonic, onNotice: () => void notices++, ...options });
  filters.use(filters.read(rules));
  const pass = (data: JsonObject, bucket = 'aw-watcher-window_laptop') =>
    filters.pass(bucket, { start: NINE, end: NINE, data })?.data ?? null;
  return { filters, time, pass, notices: () => notices };
}

describe('A privacy rule', () => {
  it.each<[string, Json, JsonObject, JsonObject | null]>([
    ['drops what it finds', [drop('(?i)bank')], { title: 'My BANK' }, null],
    ['leaves what it does not find', [drop('bank')], { title: 'Desk' }, { title: 'Desk' }],
    [
      'replaces the whole text',
      [redact('bank')],
      { app: 'x', title: 'At my bank, 5' },
      { app: 'x', title: 'REDACTED' },
    ],
    ['is not asked when it is off', [drop('bank', { enabled: false })], { title: 'bank' }, { title: 'bank' }],
    [
      'is for the buckets of its prefix',
      [drop('b', { bucket_prefix: 'aw-watcher-web' })],
      { title: 'b' },
      { title: 'b' },
    ],
    ['is for the buckets of its prefix', [drop('b', { bucket_prefix: 'aw-watcher-win' })], { title: 'b' }, null],
    ['follows a path', [redact('x', 'R', { field: 'a.b' })], { a: { b: 'x', c: 1 } }, { a: { b: 'R', c: 1 } }],
    ['takes no path for a name', [drop('x', { field: 'a.b' })], { 'a.b': 'x' }, { 'a.b': 'x' }],
    ['looks at texts only', [drop('1')], { title: 1 }, { title: 1 }],
    ['looks at texts only', [drop('1')], { title: ['1'] }, { title: ['1'] }],
    ['looks at texts only', [drop('x', { field: 'title.x' })], { title: 'x' }, { title: 'x' }],
    ['wants the field', [drop('')], { app: 'x' }, { app: 'x' }],
    ['finds in what is inherited nothing', [drop('', { field: 'toString.name' })], { app: 'x' }, { app: 'x' }],
    ['finds in an empty text', [drop('^$')], { title: '' }, null],
    ['sees what those before it made', [redact('bank', 'money'), drop('money')], { title: 'bank' }, null],
    [
      'sees what those before it made',
      [redact('bank', 'R'), redact('bank', 'never')],
      { title: 'bank' },
      { title: 'R' },
    ],
    ['knows letters of all languages', [drop('\\bмузыка\\b')], { title: 'моя музыка!' }, null],
    ['finds in the middle with dots around', [drop('(?i).*banking.*')], { title: 'x Banking y' }, null],
  ])('%s', (_, rules, data, expected) => {
    const before = JSON.stringify(data);
    expect(privacy(rules).pass(data)).toEqual(expected);
    expect(JSON.stringify(data)).toBe(before);
  });
});

describe('Private windows', () => {
  it.each<[JsonObject, boolean]>([
    [{ url: 'https://a.example', incognito: true }, false],
    [{ url: 'https://a.example', incognito: false }, true],
    [{ incognito: 'true' }, true],
    [{ app: 'x' }, true],
  ])('%j is recorded: %s', (data, recorded) => {
    const { pass, filters } = privacy([]);
    expect(pass(data)).toEqual(recorded ? data : null);
    filters.recordPrivateWindows(true);
    expect(pass(data)).toEqual(data);
  });
});

describe('A pattern that takes too long', () => {
  it('keeps the event out, tells of the rule, and holds nothing up', () => {
    const { pass, filters, notices } = privacy([drop('x'), drop(HOPELESS)]);
    expect(filters.notices).toEqual([]);
    const started = process.cpuUsage();
    expect(pass({ title: MANY })).toBeNull();
    for (let n = 0; n < 1000; n += 1) expect(pass({ title: `${MANY}${n}!` })).toBeNull();
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(1000);
    expect(filters.notices).toEqual([expect.stringMatching(/^Privacy rule 2 takes too long: 1001 events were not/)]);
    expect(notices()).toBeGreaterThan(0);
  });

  it('does so with all that is left of many events at once', () => {
    const { filters } = privacy([drop(HOPELESS)]);
    const titles = ['short', MANY, MANY, 'other'];
    const events = titles.map((title) => ({ start: NINE, end: NINE, data: { title } }));
    const kept = filters.passAll('b', events).map(({ data }) => data.title);
    expect(kept).toContain('short');
    expect(kept).not.toContain(MANY);
    expect(filters.notices).toHaveLength(1);
  });

  it('leaves alone what it cannot take long on, and is asked again after a rest', () => {
    const { pass, filters, time } = privacy([drop(HOPELESS)], PATIENT);
    expect(pass({ title: 'harmless' })).toEqual({ title: 'harmless' });
    expect(pass({ title: MANY })).toBeNull();
    expect(pass({ app: 'no title' })).toEqual({ app: 'no title' });
    expect(pass({ title: 'harmless' })).toBeNull();
    time.advance(60_000);
    expect(pass({ title: 'harmless' })).toEqual({ title: 'harmless' });
    filters.use(filters.read([drop('x')]));
    expect(filters.notices).toEqual([]);
  });

  it('does not keep out long texts that are looked through quickly', () => {
    const url = `data:text/plain,${'x'.repeat(500_000)}`;
    const { pass } = privacy([drop('bank', { field: 'url' }), drop('(?i)a.*b.*c', { field: 'url' })], PATIENT);
    expect(pass({ url })).toEqual({ url });
    expect(pass({ url: `${url} bank` })).toBeNull();
  });
});

describe('In the store, a privacy rule', () => {
  const opened = () => {
    const all = openTestStore();
    all.store.createBucket('a', WINDOW);
    return all;
  };

  it('keeps a heartbeat out, which is answered with the newest event, or itself where there is none', () => {
    const { store, changes } = opened();
    store.setSetting('privacy_filters', [drop('secret')]);
    expect(store.heartbeat('a', beat(0, 'secret'), S)).toEqual({ id: NOT_RECORDED, ...beat(0, 'secret') });
    const first = store.heartbeat('a', beat(1, 'fine'), S);
    const count = changes.length;
    expect(store.heartbeat('a', beat(2, 'secret'), S)).toEqual(first);
    expect(changes).toHaveLength(count);
    expect(store.heartbeat('a', beat(2, 'fine'), S)).toMatchObject({ id: first.id, end: NINE + 2 * S });
    expect(storeErrorOf(() => store.heartbeat('none', beat(2, 'secret'), S)).kind).toBe('not-found');
  });

  it('redacts before it is merged, so that redacted beats are one event', () => {
    const { store } = opened();
    store.setSetting('privacy_filters', [redact('secret')]);
    const first = store.heartbeat('a', beat(0, 'secret 1'), 5 * S);
    expect(store.heartbeat('a', beat(3, 'secret 2'), 5 * S)).toMatchObject({ id: first.id, end: NINE + 3 * S });
    expect(first.data).toEqual({ app: 'Code', title: 'REDACTED' });
  });

  it('leaves out of an insert what it drops, and nothing else', () => {
    const { store } = opened();
    store.setSetting('privacy_filters', [drop('secret'), redact('half')]);
    const inserted = store.insertEvents('a', [beat(0, 'one'), beat(1, 'secret'), beat(2, 'half'), beat(3, 'two')]);
    expect(inserted.map(({ data }) => data.title)).toEqual(['one', 'REDACTED', 'two']);
    expect(store.insertEvents('a', [beat(4, 'secret')])).toEqual([]);
    expect(allEvents(store.connection)).toHaveLength(3);
  });

  it('does not let an event be replaced by what it drops', () => {
    const { store } = opened();
    const { id } = store.heartbeat('a', beat(0, 'fine'), 0);
    store.setSetting('privacy_filters', [drop('secret')]);
    expect(store.insertEvents('a', [{ id, ...beat(0, 'secret') }])).toEqual([]);
    expect(store.getEvent('a', id).data.title).toBe('fine');
  });

  it('leaves what was recorded before as it is', () => {
    const { store } = opened();
    const { id } = store.heartbeat('a', beat(0, 'secret'), 0);
    store.setSetting('privacy_filters', [drop('secret')]);
    expect(store.getEvent('a', id).data.title).toBe('secret');
  });

  it('holds until it is deleted, and stays as it was where a new list is refused', () => {
    const { store } = opened();
    const titleOf = (second: number) => store.heartbeat('a', beat(second, 'secret'), 0).data.title;
    store.setSetting('privacy_filters', [redact('secret', 'R1')]);
    expect(titleOf(0)).toBe('R1');
    expect(storeErrorOf(() => store.setSetting('privacy_filters', [drop('(')])).kind).toBe('invalid');
    expect(titleOf(10)).toBe('R1');
    expect(store.getSetting('privacy_filters')).toEqual([redact('secret', 'R1')]);
    store.setSetting('privacy_filters', [redact('secret', 'R2')]);
    expect(titleOf(20)).toBe('R2');
    store.deleteSetting('privacy_filters');
    expect(titleOf(30)).toBe('secret');
  });

  it('holds from the first moment when the record is opened again, whatever else is in the list', () => {
    const { store, file } = opened();
    store.setSetting('privacy_filters', [drop('secret')]);
    store.close();
    const again = openTestStore({ file });
    expect(again.store.heartbeat('a', beat(0, 'secret'), 0).id).toBe(NOT_RECORDED);
    again.store.connection
      .prepare("UPDATE settings SET value = ? WHERE key = 'privacy_filters'")
      .run(JSON.stringify([drop('('), drop('secret')]));
    again.store.close();
    const third = openTestStore({ file });
    expect(third.store.heartbeat('a', beat(0, 'secret'), 0).id).toBe(NOT_RECORDED);
    expect(third.store.health().notices).toEqual([expect.stringContaining('rule 1')]);
  });

  it('that takes too long is told of by the health', () => {
    const { store, healths, time } = opened();
    store.setSetting('privacy_filters', [drop(HOPELESS)]);
    store.heartbeat('a', beat(0, MANY), 0);
    time.advance(1000);
    expect(healths.at(-1)?.notices).toEqual([expect.stringMatching(/^Privacy rule 1/)]);
    expect(JSON.stringify(healths)).not.toContain(MANY);
  });
});

/** Another process that is sent secrets among other things, commits now and then, and says how far it is. */
function recorder(file: string): ChildProcess {
  const module = (name: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, name)).href);
  const rules = [drop('hidden'), redact('half', 'REDACTED'), redact('deep', 'REDACTED', { field: 'more.url' })];
  const script = `
    import { writeSync } from 'node:fs';
    const { Datastore } = await import(${module('datastore.ts')});
    const log = { info() {}, warn() {}, error() {} };
    const store = Datastore.open({ file: ${JSON.stringify(file)}, backupsDir: null, log, onChange() {}, onHealth() {} });
    store.createBucket('a', { type: 't', client: 'c', hostname: 'h' });
    store.setSetting('privacy_filters', ${JSON.stringify(rules)});
    for (let n = 1; ; n += 1) {
      const event = (data) => ({ start: n * 1e6, end: n * 1e6, data: { n, ...data } });
      store.heartbeat('a', event({ title: 'hidden s3cr3t' + n }), 5e6);
      store.heartbeat('a', event({ title: 'half s3cr3t' + n }), 5e6);
      store.heartbeat('a', event({ title: 'private s3cr3t' + n, incognito: true }), 5e6);
      store.insertEvents('a', [event({ more: { url: 'deep s3cr3t' + n } }), event({ title: 'hidden s3cr3t' + n })]);
      if (n % 7 === 0) store.forceCommit();
      writeSync(1, n + '\\n');
    }`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('What was kept out', () => {
  it('is nowhere in the bytes on the disk, even of a process that is killed', async () => {
    const file = join(temporaryFolder(), 'daytrail.db');
    const child = recorder(file);
    if (child.stdout === null) throw new Error('The recorder has no stdout.');
    for await (const line of createInterface({ input: child.stdout })) if (Number(line) >= 60) child.kill('SIGKILL');
    const bytes = [file, `${file}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name));
    expect(bytes).toHaveLength(2);
    expect(bytes.some((each) => each.includes('REDACTED'))).toBe(true);
    expect(bytes.some((each) => each.includes('s3cr3t'))).toBe(false);
  });
});
