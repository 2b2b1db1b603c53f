/** Exports and imports. */
import { event, type Row } from '../row.ts';
import { A, BUCKET, exported, FORM, insert, LIST, NEW } from './asks.ts';

export const FILE_ROWS: readonly Row[] = [
  {
    about: 'an export of one bucket is named',
    asks: [NEW, ['GET', 'buckets/@/export']],
    see: { header: 'content-disposition' },
    rust: [200, 'attachment; filename=aw-bucket-export_@.json'],
    python: [200, 'attachment; filename=aw-bucket-export_@.json'],
    ours: [200, 'attachment; filename="aw-bucket-export_@.json"'],
    differs: ['export-name'],
  },
  {
    about: 'an export of all is named',
    asks: [NEW, ['POST', 'buckets/@2', BUCKET], ['GET', 'export']],
    see: { header: 'content-disposition' },
    rust: [200, 'attachment; filename=aw-buckets-export.json'],
    python: [200, 'attachment; filename=aw-buckets-export.json'],
    ours: [200, 'attachment; filename="aw-buckets-export.json"'],
    differs: ['export-name'],
  },
  {
    about: 'an export of all with one bucket is named',
    asks: [NEW, ['GET', 'export']],
    see: { header: 'content-disposition' },
    rust: [200, 'attachment; filename=aw-bucket-export_@.json'],
    python: [200, 'attachment; filename=aw-buckets-export.json'],
    ours: [200, 'attachment; filename="aw-bucket-export_@.json"'],
    differs: ['export-name'],
  },
  {
    about: 'the type of an export',
    asks: [NEW, ['GET', 'buckets/@/export']],
    see: { header: 'content-type' },
    rust: [200, null],
    python: [200, 'text/html; charset=utf-8'],
    ours: [200, 'application/json'],
    differs: ['export-type'],
  },
  {
    about: 'a table of events',
    asks: [NEW, ['GET', 'buckets/@/export/csv']],
    see: { header: 'content-disposition' },
    rust: [200, 'attachment; filename=aw-events-export-@.csv'],
    python: [404, null],
    ours: [200, 'attachment; filename="aw-events-export-@.csv"'],
    differs: ['later-routes', 'export-name'],
  },
  {
    about: 'an import',
    asks: [['POST', 'import', exported()]],
    rust: [200, 'nothing'],
    python: [200, null],
    ours: [
      200,
      {
        imported: 1,
        skipped: 0,
        refused: 0,
        buckets: { '@': { created: true, imported: 1, skipped: 0, refused: 0, problems: [] } },
      },
    ],
    differs: ['import-answer'],
  },
  {
    about: 'an import of a bucket that exists',
    asks: [
      ['POST', 'import', exported()],
      ['POST', 'import', exported({ events: [{ ...A, data: { b: 1 } }] })],
      ['GET', 'buckets/@/events'],
    ],
    rust: [200, [event('00', 1.5, { b: 1 }), event('00', 1.5)]],
    python: [200, [event('00', 1.5)]],
    ours: 'rust',
    differs: ['import-merges'],
  },
  {
    about: 'an import twice',
    asks: [
      ['POST', 'import', exported()],
      ['POST', 'import', exported()],
      ['GET', 'buckets/@/events'],
    ],
    both: [200, [event('00', 1.5)]],
  },
  {
    about: 'an import whose id another event has',
    asks: [
      NEW,
      insert(A),
      ['POST', 'buckets/@2', BUCKET],
      ['POST', 'import', { ...exported({ events: [{ ...A, id: '$id', data: { b: 1 } }] }, '@2') }],
      LIST,
    ],
    rust: [200, []],
    python: [200, [event('00', 1.5)]],
    ours: 'python',
    differs: ['import-ids'],
  },
  {
    about: 'an import without created',
    asks: [
      ['POST', 'import', exported({ created: undefined })],
      ['GET', 'buckets/@/events'],
    ],
    rust: [200, [event('00', 1.5)]],
    python: [404, 'a message'],
    ours: 'rust',
    differs: ['import-created'],
  },
  {
    about: 'an import of a bucket under another key than its id',
    asks: [
      ['POST', 'import', { buckets: { '@2': exported().buckets['@'] } }],
      ['GET', 'buckets/@/events'],
    ],
    both: [200, [event('00', 1.5)]],
  },
  {
    about: 'an import with a broken event',
    asks: [
      ['POST', 'import', exported({ events: [{ data: {} }, A] })],
      ['GET', 'buckets/@/events/count'],
    ],
    rust: [200, 1],
    python: [200, 2],
    ours: 'rust',
    differs: ['import-broken'],
  },
  {
    about: 'an import as a form',
    asks: [
      ['POST', 'import', FORM, { 'Content-Type': 'multipart/form-data; boundary=x' }],
      ['GET', 'buckets/@/events'],
    ],
    both: [200, [event('00', 1.5)]],
  },
];
