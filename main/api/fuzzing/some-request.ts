/** Requests for tests: as clients send them, nearly so, and by somebody who means harm. What they are made of shrinks. */
import fc from 'fast-check';
import { someText } from '../../query/language/fuzzing.ts';

export interface RawRequest {
  readonly method: string;
  /** With its query, as it stands in the request line. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** The bucket that most of them are about, which should be there before each. */
export const BUCKET = 'b';

const utf8 = (text: string): Uint8Array => Buffer.from(text);

const TIMES = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.123456789+00:00',
  '2026-01-01 00:00:00 01:00',
  '1677-09-21T00:12:43.145224192Z',
  '1684-07-28T00:12:25.259008Z',
  '1684-07-28T00:12:25.259009Z',
  '2255-06-05T23:47:34.740992Z',
  '2262-04-11T23:47:16.854775807Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:60Z',
  '2024-02-30T00:00:00Z',
  '2026-W01',
  'NaN',
  '',
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '-0',
  '0.5',
  '1e-9',
  '1e308',
  '1e309',
  '1E999',
  '9007199254740993',
  `9${'0'.repeat(400)}`,
  'NaN',
  'Infinity',
  '0x10',
  'null',
];
const IDS = [
  BUCKET,
  'aw-watcher-web-firefox',
  'none',
  '__proto__',
  'constructor',
  'toString',
  '..',
  '.',
  '%2e%2e',
  '%2f',
  '%00',
  '%ff',
  '%',
  '%C3%A9',
  '%F0%9F%8E%88',
  'a%20b',
  ';',
  'x'.repeat(3000),
  '',
];
const WORDS = [
  'info',
  'buckets',
  'events',
  'count',
  'heartbeat',
  'export',
  'csv',
  'import',
  'query',
  'settings',
  'delete',
  'log',
  '0',
  '1',
  '99999999999999999999',
  '-1',
];

const time = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...TIMES) }, fc.string({ maxLength: 30 }));
const number = fc.constantFrom(...NUMBERS);
const id = fc.oneof({ weight: 6, arbitrary: fc.constant(BUCKET) }, fc.constantFrom(...IDS));

const path = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        id,
        fc.constantFrom(
          '',
          '/',
          '/events',
          '/events/',
          '/events/count',
          '/events/1',
          '/events/delete',
          '/heartbeat',
          '/export',
          '/export/csv',
        ),
      )
      .map(([bucket, rest]) => `buckets/${bucket}${rest}`),
  },
  fc.constantFrom('info', 'buckets', 'export', 'import', 'query', 'query/', 'settings', 'log', ''),
  id.map((key) => `settings/${key}`),
  fc.array(fc.oneof(id, fc.constantFrom(...WORDS)), { maxLength: 6 }).map((segments) => segments.join('/')),
);
const parameter = fc.oneof(
  fc.tuple(fc.constantFrom('start', 'end'), time),
  fc.tuple(fc.constantFrom('limit', 'pulsetime', 'force', 'cache'), number),
  fc.tuple(fc.constantFrom('name', 'start[]', '__proto__', ''), fc.string({ maxLength: 8 })),
);
const escapes = fc.constantFrom(
  encodeURIComponent,
  (text: string) => text.replace(/[^!-~]|[#?]/g, '+'),
  (text: string) => `${encodeURIComponent(text)}%`,
);
const query = fc.oneof(
  { weight: 3, arbitrary: number.map((seconds) => `?pulsetime=${seconds}`) },
  fc.constant('?pulsetime=5'),
  fc
    .tuple(fc.array(parameter, { maxLength: 4 }), escapes)
    .map(([pairs, escaped]) => `?${pairs.map(([name, value]) => `${name}=${escaped(value)}`).join('&')}`),
  fc.constant(''),
);
const url = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.constantFrom('/api/0/', '/api/0/', '/api/0/', '//api/0/', '/api/1/', '/'), path, query)
      .map((parts) => parts.join('')),
  },
  fc.string({ maxLength: 40 }).map((text) => `/${text.replace(/[^!-~]/g, '')}`),
  fc.constantFrom('*', 'http://evil.example/api/0/info', '/api/openapi.json', '/api/docs', `/${'a/'.repeat(4000)}`),
);

/** JSON as text, since hostile numbers and keys would not survive being values. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    number.map((text) => (/^-?[\d.eE+]+$/.test(text) ? text : 'null')),
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'null', '"\\ud800"', '"\\u0000"', '{"__proto__":{"a":1}}', '{"a":1,"a":2}', '[]', '{}'),
    fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('app', 'title', 'é', '', '__proto__', 'toString'), tie('json')), { maxLength: 3 })
      .map((pairs) => `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`),
  ),
}));
const maybe = (arbitrary: fc.Arbitrary<string>) => fc.option(arbitrary, { nil: undefined });
function object(fields: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}
const data = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('{}', '{"app":"Code","title":"a"}') }, json);
const event = fc
  .record({
    id: maybe(fc.oneof(number, json)),
    timestamp: maybe(fc.oneof({ weight: 6, arbitrary: time.map((text) => JSON.stringify(text)) }, json)),
    duration: maybe(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('0', '1.5') }, number, json)),
    data: maybe(data),
  })
  .map(object);
const bucket = fc
  .record({
    type: maybe(fc.constant('"t"')),
    client: maybe(fc.constant('"c"')),
    hostname: maybe(fc.constantFrom('"h"', '"!local"', '5')),
    data: maybe(data),
    created: maybe(json),
  })
  .map(object);
const period = fc.oneof(
  { weight: 4, arbitrary: fc.constant('2026-01-01T00:00:00Z/2026-01-02T00:00:00Z') },
  fc.tuple(time, time).map((ends) => ends.join('/')),
);
const program = fc
  .tuple(fc.array(period, { maxLength: 3 }), fc.array(someText, { maxLength: 2 }))
  .map(([timeperiods, lines]) => JSON.stringify({ timeperiods, query: lines }));
const exported = fc
  .tuple(bucket, fc.array(event, { maxLength: 3 }))
  .map(
    ([about, events]) =>
      `{"buckets":{"b":${about.slice(0, -1)}${about === '{}' ? '' : ','}"events":[${events.join(',')}]}}}`,
  );

const bodyText = fc.oneof(
  { weight: 4, arbitrary: event },
  fc.array(event, { maxLength: 4 }).map((events) => `[${events.join(',')}]`),
  bucket,
  program,
  json,
  fc.array(number, { maxLength: 4 }).map((ids) => `{"ids":[${ids.join(',')}]}`),
  fc.integer({ min: 60, max: 100_000 }).map((depth) => '['.repeat(depth)),
);
const body: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 12, arbitrary: bodyText.map(utf8) },
  fc.uint8Array({ maxLength: 40 }),
  fc.tuple(bodyText, fc.nat(200)).map(([text, length]) => utf8(text).subarray(0, length)),
  fc.constant(new Uint8Array()),
);

type Header = RawRequest['headers'][number];

const JSON_TYPE: Header = ['Content-Type', 'application/json'];
const header: fc.Arbitrary<Header> = fc.oneof(
  fc.constantFrom<Header[]>(
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Content-Type', 'text/plain'],
    ['Content-Type', 'multipart/form-data; boundary=x'],
    ['Content-Type', 'multipart/form-data'],
    ['Content-Type', ''],
    ['Origin', 'moz-extension://0f0f'],
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Host', 'evil.example'],
    ['Access-Control-Request-Method', 'POST'],
    ['Access-Control-Request-Private-Network', 'true'],
    ['Sec-Fetch-Site', 'cross-site'],
    ['Authorization', 'Bearer x'],
    ['Expect', '100-continue'],
    ['Expect', 'a miracle'],
    ['Transfer-Encoding', 'chunked'],
    ['Transfer-Encoding', 'gzip'],
    ['Content-Length', '5'],
    ['Content-Length', '-1'],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Connection', 'close'],
    ['Range', 'bytes=0-1'],
    ['If-None-Match', '*'],
    ['X-Long', 'x'.repeat(20_000)],
  ),
  fc.tuple(
    fc.string({ maxLength: 8 }).map((name) => name.replace(/[^!-9;-~]/g, '') || 'X'),
    fc.string({ maxLength: 20 }).map((value) => value.replace(/[\r\n\0]/g, '')),
  ),
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'HEAD') },
  fc.constantFrom('OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'get', 'QUERY', 'X'),
);
const headers: fc.Arbitrary<readonly Header[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([JSON_TYPE]) },
  fc.array(header, { maxLength: 3 }).map((more) => [JSON_TYPE, ...more]),
  fc.array(header, { maxLength: 3 }),
);

const anything: fc.Arbitrary<RawRequest> = fc.record({ method, url, headers, body });
const well = (to: fc.Arbitrary<string>, text: fc.Arbitrary<string>): fc.Arbitrary<RawRequest> =>
  fc.record({ method: fc.constant('POST'), url: to, headers: fc.constant([JSON_TYPE]), body: text.map(utf8) });

/** Mostly such as get past the first check. */
export const someRequest: fc.Arbitrary<RawRequest> = fc.oneof(
  { weight: 10, arbitrary: anything },
  {
    weight: 4,
    arbitrary: well(
      number.map((seconds) => `/api/0/buckets/b/heartbeat?pulsetime=${seconds}`),
      event,
    ),
  },
  {
    weight: 3,
    arbitrary: well(
      fc.constant('/api/0/buckets/b/events'),
      fc.array(event, { maxLength: 4 }).map((events) => `[${events.join(',')}]`),
    ),
  },
  { weight: 3, arbitrary: well(fc.constant('/api/0/query/'), program) },
  {
    weight: 1,
    arbitrary: well(
      id.map((key) => `/api/0/settings/${key}`),
      json,
    ),
  },
  {
    weight: 1,
    arbitrary: well(
      id.map((name) => `/api/0/buckets/${name}`),
      bucket,
    ),
  },
);

const FORM: Header = ['Content-Type', 'multipart/form-data; boundary=x'];
const PART = '--x\r\nContent-Disposition: form-data; name="a"; filename="a.json"\r\n\r\n';

/** Files to take in, which cost a thread each and therefore come apart from the others. */
export const someImport: fc.Arbitrary<RawRequest> = fc.oneof(
  well(fc.constant('/api/0/import'), fc.oneof({ weight: 3, arbitrary: exported }, json)),
  fc.record({
    method: fc.constant('POST'),
    url: fc.constant('/api/0/import'),
    headers: fc.constant([FORM]),
    body: fc
      .tuple(fc.oneof(exported, json), fc.constantFrom('', '--x--\r\n', '\r\n--x--\r\n'))
      .map(([text, end]) => utf8(`${PART}${text}${end}`)),
  }),
);
