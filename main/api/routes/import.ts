/** Imports of what ActivityWatch or Daytrail exported. */
import { json, type Route, route } from '../route.ts';
import { exportedInput, importReport } from '../schemas.ts';
import { receiveFiles } from '../upload.ts';

/** Far more than a life's record. It passes through the disk, never whole through memory. */
const LIMIT = 4 * 1024 * 1024 * 1024;

export const importRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/import',
    summary: 'Take in an export, all or nothing; what is there already is skipped, whatever its id',
    upload: exportedInput,
    answers: { 200: importReport },
    async handle({ importer }, { request }) {
      const report = await importer.receive((folder) => receiveFiles(request, folder, LIMIT));
      const total = { imported: 0, skipped: 0, refused: 0 };
      for (const { imported, skipped, refused } of report.buckets) {
        total.imported += imported;
        total.skipped += skipped;
        total.refused += refused;
      }
      return json({ ...total, buckets: Object.fromEntries(report.buckets.map(({ id, ...rest }) => [id, rest])) });
    },
  }),
];
