import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { storeErrorOf } from '../store/testing.ts';
import { ConfigFile } from './config.ts';
import { DEFAULTS } from './config-schema.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';

const FIREFOX = {
  origin: 'moz-extension://5d1ef0a1-0000-4000-8000-0123456789ab',
  name: 'an extension in Firefox',
  since: 5,
};

let folder: string;
let file: string;
let log: RecordedLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daytrail-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, 'config.json');
  log = recordedLog();
});

const open = (text?: string) => {
  if (text !== undefined) writeFileSync(file, text);
  return new ConfigFile({ file, log });
};
const onDisk = () => JSON.parse(readFileSync(file, 'utf8'));

describe('The configuration', () => {
  it('is the defaults where there is no file, and makes none by being read', () => {
    const config = open();
    expect([config.current, config.understood, config.notices]).toEqual([DEFAULTS, true, []]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string, object]>([
    ['{"apiKey":"correct-horse","other":1}', { apiKey: 'correct-horse' }],
    ['\uFEFF{"apiKey":"correct-horse"}', { apiKey: 'correct-horse' }],
    ['{"apiKey":null}', { apiKey: null }],
    ['{"privacy":{"recordPrivateWindows":true}}', { privacy: { recordPrivateWindows: true } }],
    [JSON.stringify({ extensions: [FIREFOX] }), { extensions: [FIREFOX] }],
  ])('says what %s says', (text, said) => {
    expect(open(text).current).toEqual({ ...DEFAULTS, ...said });
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '5',
    '{"apiKey":""}',
    '{"apiKey":5}',
    '{"apiKey":"two words"}',
    '{"apiKey":"Schlüssel"}',
    '{"extensions":{}}',
    '{"extensions":["moz-extension://a"]}',
  ])('is not understood where it is %j, and then leaves the file alone', (text) => {
    const config = open(text);
    expect([config.current, config.understood]).toEqual([DEFAULTS, false]);
    expect(config.notices).toEqual([expect.stringContaining(file)]);
    expect(storeErrorOf(() => config.change({ apiKey: 'new' })).kind).toBe('invalid');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not understood where it cannot be read', () => {
    mkdirSync(file);
    expect(open().understood).toBe(false);
  });

  it('never repeats in a message or the log what the file says', () => {
    open('{"apiKey":"my secret words"}');
    open('{"apiKey":"secret" oops');
    expect(log.lines).toHaveLength(2);
    expect(JSON.stringify(log.lines)).not.toMatch(/secret/);
  });

  it.each([
    ['{"privacy":{"recordPrivateWindows":"yes","kept":1}}', 'privacy.recordPrivateWindows'],
    ['{"privacy":[]}', "'privacy'"],
  ])('with the preference %s takes the default for it, and names it', (text, named) => {
    const config = open(text);
    expect([config.current, config.understood]).toEqual([DEFAULTS, true]);
    expect(config.notices).toEqual([expect.stringContaining(named)]);
  });
});

describe('A change', () => {
  it('is on disk at once, for the owner alone, beside everything else that the file says', () => {
    const config = open('{"later":{"x":[1]},"privacy":{"unknown":true},"__proto__":{"y":1},"apiKey":"old"}');
    config.change({ privacy: { recordPrivateWindows: true }, extensions: [FIREFOX] });
    expect(readFileSync(file, 'utf8')).toContain('"__proto__"');
    expect(onDisk()).toMatchObject({
      later: { x: [1] },
      privacy: { unknown: true, recordPrivateWindows: true },
      apiKey: 'old',
      extensions: [FIREFOX],
    });
    expect(config.current).toEqual({
      ...DEFAULTS,
      apiKey: 'old',
      extensions: [FIREFOX],
      privacy: { recordPrivateWindows: true },
    });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  it('keeps what was written by hand since the file was read', () => {
    const config = open('{}');
    writeFileSync(file, '{"apiKey":"by-hand"}');
    config.change({ extensions: [FIREFOX] });
    expect(config.current).toMatchObject({ apiKey: 'by-hand', extensions: [FIREFOX] });
  });

  it('that takes the key away leaves no key behind', () => {
    const config = open('{"apiKey":"old"}');
    config.change({ apiKey: null });
    expect([config.current.apiKey, onDisk()]).toEqual([null, {}]);
  });

  it('is not taken where it would make a file that is not understood', () => {
    const config = open('{"apiKey":"old"}');
    expect(storeErrorOf(() => config.change({ apiKey: 'two words' })).kind).toBe('invalid');
    expect([config.current.apiKey, onDisk()]).toEqual(['old', { apiKey: 'old' }]);
  });

  it('that cannot be written changes nothing, and says which file', () => {
    const config = open('{"apiKey":"old"}');
    mkdirSync(`${file}.new`);
    expect(storeErrorOf(() => config.change({ apiKey: 'new' }))).toMatchObject({
      kind: 'unwritable',
      message: expect.stringContaining(file),
    });
    expect([config.current.apiKey, onDisk()]).toEqual(['old', { apiKey: 'old' }]);
  });

  it('goes to the file that a link points at', ({ skip }) => {
    skip(process.platform === 'win32', 'making links needs a permission on Windows');
    const elsewhere = join(folder, 'elsewhere.json');
    writeFileSync(elsewhere, '{"apiKey":"old"}');
    symlinkSync(elsewhere, file);
    open().change({ apiKey: 'new' });
    expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toEqual({ apiKey: 'new' });
  });

  it('lasts without a file as long as the program', () => {
    const config = new ConfigFile({ file: null, log });
    config.change({ apiKey: 'new' });
    config.reload();
    expect(config.current.apiKey).toBe('new');
  });
});

describe('Whoever follows the configuration', () => {
  it('is told of changes by hand when it is read again, and of nothing where nothing changed', () => {
    const config = open('{}');
    const told: (string | null)[] = [];
    config.onChange(() => told.push(config.current.apiKey));
    config.reload();
    writeFileSync(file, '{"apiKey":"by-hand"}');
    config.reload();
    config.reload();
    expect(told).toEqual(['by-hand']);
  });

  it('keeps what was understood last while the file is broken, and is told so', () => {
    const config = open('{"apiKey":"old"}');
    const told: number[] = [];
    config.onChange(() => told.push(config.notices.length));
    writeFileSync(file, '{"apiKey":');
    config.reload();
    expect([config.current.apiKey, config.understood]).toEqual(['old', true]);
    writeFileSync(file, '{}');
    config.reload();
    expect([config.current.apiKey, told]).toEqual([null, [1, 0]]);
  });
});
