/** Who may ask, media types, and what is not there. */
import { event, type Row } from '../row.ts';
import { at, NEW } from './asks.ts';

export const ACCESS_ROWS: readonly Row[] = [
  { about: 'another Host', asks: [['GET', 'info', undefined, { Host: 'evil.com' }]], both: [400, 'a message'] },
  {
    about: 'the Firefox extension',
    asks: [['GET', 'info', undefined, { Origin: 'moz-extension://0f0f-1' }]],
    see: { header: 'access-control-allow-origin' },
    both: [200, 'moz-extension://0f0f-1'],
  },
  {
    about: "Chrome's extension",
    asks: [['GET', 'info', undefined, { Origin: 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi' }]],
    see: { header: 'access-control-allow-origin' },
    rust: [200, 'chrome-extension://nglaklhklhcoonedhgnpgddginnjdadi'],
    python: [200, null],
    ours: 'rust',
    differs: ['origins'],
  },
  {
    about: 'a page of another site',
    asks: [['GET', 'settings', undefined, { Origin: 'https://evil.example' }]],
    rust: [403, 'a page'],
    python: [200, '*'],
    released: [404, 'a page'],
    ours: [403, 'a message'],
    differs: ['origins'],
  },
  {
    about: 'an extension of Firefox reads',
    asks: [['GET', 'buckets/', undefined, { Origin: 'moz-extension://0f0f-1' }]],
    rust: [403, 'a message'],
    python: [200, {}],
    ours: 'rust',
    differs: ['origins'],
  },
  {
    about: 'a preflight of the extension',
    asks: [
      [
        'OPTIONS',
        'buckets/aw-watcher-web-firefox/heartbeat?pulsetime=80',
        undefined,
        {
          Origin: 'moz-extension://0f0f-1',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type',
        },
      ],
    ],
    see: { header: 'access-control-allow-headers' },
    rust: [204, 'content-type'],
    python: [200, 'content-type'],
    ours: 'rust',
    differs: ['preflight'],
  },
  {
    about: 'a heartbeat without a content type',
    asks: [NEW, ['POST', 'buckets/@/heartbeat?pulsetime=5', JSON.stringify(at('00')), { 'Content-Type': '' }]],
    rust: [404, 'a page'],
    python: [400, 'a message'],
    ours: [200, event('00', 0)],
    differs: ['content-type'],
  },
  {
    about: 'a body that is text',
    asks: [
      NEW,
      ['POST', 'buckets/@/heartbeat?pulsetime=5', JSON.stringify(at('00')), { 'Content-Type': 'text/plain' }],
    ],
    rust: [404, 'a page'],
    python: [400, 'a message'],
    ours: [415, 'a message'],
    differs: ['content-type'],
  },
  {
    about: 'a path that is not there',
    asks: [['GET', 'nothing']],
    rust: [404, 'a page'],
    python: [404, 'a page'],
    ours: [404, 'a message'],
    differs: ['refusals'],
  },
  { about: 'HEAD', asks: [['HEAD', 'buckets/']], both: [200, 'nothing'] },
];
