import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openTestStore } from '../../store/testing.ts';
import { openSource } from './index.ts';
import { peeweeDatabase, rustDatabase, temporaryFolder, told } from './testing.ts';

function file(contents: string | Buffer): string {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, contents);
  return path;
}

const kindOf = (path: string) => {
  const source = openSource(path, temporaryFolder());
  source.close();
  return source.kind;
};

describe('What is to be imported', () => {
  it('is recognised by what is in it, whatever it is called', () => {
    const folder = temporaryFolder();
    const path = (name: string) => join(folder, name);
    rustDatabase(path('peewee-sqlite.v2.db')).close();
    peeweeDatabase(path('backup.json')).close();
    expect(kindOf(path('peewee-sqlite.v2.db'))).toBe('aw-server-rust');
    expect(kindOf(path('backup.json'))).toBe('aw-server');
    expect(kindOf(file('{"buckets":{}}'))).toBe('activitywatch-json');
    expect(kindOf(file('\ufeff{"buckets":{}}'))).toBe('activitywatch-json');
  });

  it.each([
    ['1f8b0800', /is compressed \(gzip\). Unpack it/],
    ['504b030414000000', /is compressed \(zip\)/],
    ['fffe7b00', /is UTF-16 text. Save it as UTF-8/],
  ])('and is none says what to do: %s', (hex, why) => {
    expect(() => openSource(file(Buffer.from(hex, 'hex')), temporaryFolder())).toThrow(why);
  });

  it('and is another database is refused, and no copy stays behind', () => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new Database(path);
    other.exec('CREATE TABLE buckets (id INTEGER); CREATE VIEW events AS SELECT 1 AS bucketrow');
    other.close();
    const folder = temporaryFolder();
    expect(() => openSource(path, folder)).toThrow(/is a database, but none of aw-server-rust/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('and is a record of Daytrail itself says how to bring it over', () => {
    const { file: own } = openTestStore();
    expect(() => openSource(own, temporaryFolder())).toThrow(/is a record of Daytrail itself. Export all buckets/);
  });

  it.each([
    ['', /^The file is empty\. Export it once more/],
    ['hello', /^The file is not valid JSON, or no export of ActivityWatch\. Export all buckets as JSON/],
    [Buffer.from('89504e470d0a1a0a', 'hex'), /^The file is neither an export nor a database that can be read/],
    [Buffer.from('07000000', 'hex'), /it may be encrypted, damaged, or of another kind\. Export all buckets as JSON/],
    ['{"a":1}', /it has no 'buckets'\. Export all buckets as JSON/],
    ['{"buckets":{"b":{"events":[{', /^The file ends too early: it is not a whole export\. Export it once more/],
  ])('and is nothing of all that says so, and what to do: %j', (contents, why) => {
    const source = openSource(file(contents), temporaryFolder());
    expect(() => told(source)).toThrow(why);
  });

  it('and cannot be read says why', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'inner'));
    expect(() => openSource(join(folder, 'none'), folder)).toThrow(/none cannot be read: there is no such file\.$/);
    expect(() => openSource(join(folder, 'inner'), folder)).toThrow(/inner is a folder. Name the file in it/);
  });
});

describe('An export', () => {
  it('gives its buckets with what comes after their events, and what cannot be kept as reasons', () => {
    const source = openSource(
      file(`{"buckets":{"b":{"events":[{"timestamp":"2026-03-01T09:00:00Z","duration":1.5,"data":{"b":1,"a":2}},{"id":1}],
        "hostname":"laptop","created":"2026-02-01T00:00:00Z"}}}`),
      temporaryFolder(),
    );
    expect(source.total).toBe(1);
    expect(told(source)).toEqual({
      events: [['b', Date.UTC(2026, 2, 1, 9) * 1000, 1_500_000, '{"a":2,"b":1}']],
      refused: [['b', "'timestamp' is missing."]],
    });
    const spec = { type: 'unknown', client: 'unknown', hostname: 'laptop', name: null, data: {} };
    expect(source.buckets()).toEqual([
      { id: 'b', spec: { ...spec, created: Date.UTC(2026, 1, 1) * 1000 }, refusal: null },
    ]);
    expect(source.settings()).toEqual({});
    source.close();
  });
});
