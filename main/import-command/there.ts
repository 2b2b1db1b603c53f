/**
 * An import into a record that a running Daytrail has open: what is to be imported is read and checked here, and sent to
 * it as an export, through its API.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ImportReport } from '../../preload/contract/imports.ts';
import { equalJson } from '../events/canonical.ts';
import type { Json, JsonObject } from '../events/event.ts';
import { joinedIn } from '../interchange/account.ts';
import type { HostedBucket } from '../interchange/hosts.ts';
import { ImportControl } from '../interchange/import-control.ts';
import { runImportThread } from '../interchange/import-worker.ts';
import { JOINED_SETTING, joinedHosts, settingWith } from '../interchange/joined-hosts.ts';
import type { PreparedImport } from '../interchange/prepared.ts';
import { chooseSettings } from '../interchange/settings-choice.ts';
import { StoreError } from '../store/store-error.ts';
import type { ImportOptions } from './here.ts';
import { preparedExport } from './prepared-export.ts';

export interface RunningDaytrail {
  readonly port: number;
  readonly apiKey: string | null;
}

/** What the API answers to an import: main/api/schemas.ts says it whole. */
const answered = z.object({
  buckets: z.record(z.string(), z.object({ created: z.boolean(), imported: z.number() })),
});
type Answered = z.infer<typeof answered>['buckets'];

export async function importThere(daytrail: RunningDaytrail, options: ImportOptions): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-import-'));
  try {
    const record = await recordOf(daytrail, options.signal);
    const prepared = await prepareBeside(folder, record, options);
    await rememberThere(daytrail, record, options);
    const taken = await send(daytrail, prepared, options);
    const settings = await sendSettings(daytrail, record.settings, prepared.settings, options);
    return { buckets: prepared.buckets.map((bucket) => reported(bucket, taken)), hosts: joinedIn(prepared), settings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an import has to know of the record that it goes into. */
interface RecordThere {
  readonly settings: JsonObject;
  readonly buckets: readonly HostedBucket[];
}

const answers = {
  settings: z.record(z.string(), z.json()),
  buckets: z.record(
    z.string(),
    z.object({ id: z.string(), type: z.string(), client: z.string(), hostname: z.string() }),
  ),
};

async function recordOf(daytrail: RunningDaytrail, signal: AbortSignal): Promise<RecordThere> {
  const settings = answers.settings.parse(await ask(daytrail, 'GET', '/api/0/settings', null, signal));
  const buckets = answers.buckets.parse(await ask(daytrail, 'GET', '/api/0/buckets', null, signal));
  return { settings, buckets: Object.values(buckets) };
}

async function prepareBeside(
  folder: string,
  { settings, buckets }: RecordThere,
  { request, signal, onProgress }: ImportOptions,
): Promise<PreparedImport> {
  const control = new ImportControl();
  const end = () => void control.stop();
  signal.addEventListener('abort', end);
  try {
    const sources = [request.path];
    const file = join(folder, 'prepared.db');
    const { prepared } = await runImportThread(
      {
        sources,
        file,
        hosts: request.hosts,
        joined: joinedHosts(settings[JOINED_SETTING] ?? null),
        buckets,
        record: null,
        purpose: 'import',
        control: control.buffer,
      },
      { progress: onProgress, prepared: () => null, taken: () => undefined, damaged: () => undefined },
    );
    return prepared;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Before anything is sent, since Daytrail goes by it for whatever it is sent. */
async function rememberThere(
  daytrail: RunningDaytrail,
  { settings }: RecordThere,
  options: ImportOptions,
): Promise<void> {
  const before = settings[JOINED_SETTING] ?? null;
  const hosts = settingWith(before, options.request.hosts);
  if (!equalJson(before ?? [], hosts)) await setSetting(daytrail, JOINED_SETTING, hosts, options.signal);
}

function setSetting(daytrail: RunningDaytrail, key: string, value: Json, signal: AbortSignal): Promise<unknown> {
  const body = Readable.from([Buffer.from(JSON.stringify(value))]);
  return ask(daytrail, 'POST', `/api/0/settings/${encodeURIComponent(key)}`, body, signal);
}

async function send(daytrail: RunningDaytrail, prepared: PreparedImport, options: ImportOptions): Promise<Answered> {
  const total = prepared.places;
  const pieces = preparedExport(prepared, (done) => options.onProgress({ state: 'saving', done, total }));
  const answer = await ask(daytrail, 'POST', '/api/0/import', Readable.from(pieces), options.signal);
  return answered.parse(answer).buckets;
}

async function sendSettings(
  daytrail: RunningDaytrail,
  mine: JsonObject,
  found: JsonObject,
  { request, signal }: ImportOptions,
): Promise<ImportReport['settings']> {
  const report: ImportReport['settings'] = [];
  for (const { key, value, take } of chooseSettings(found, mine, request.settings)) {
    const set = take && (await wasTaken(setSetting(daytrail, key, value, signal)));
    report.push({ key, state: set ? 'set' : 'kept' });
  }
  return report;
}

/** A setting that Daytrail refuses is left; anything else that goes wrong is told. */
async function wasTaken(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'invalid') return false;
    throw error;
  }
}

function reported(bucket: PreparedImport['buckets'][number], taken: Answered): ImportReport['buckets'][number] {
  const { id, fit, refused, refusal, problems } = bucket;
  if (refusal !== null)
    return { id, created: false, imported: 0, skipped: 0, refused: refused + fit, problems: [refusal] };
  const { created = false, imported = 0 } = taken[id] ?? {};
  return { id, created, imported, skipped: fit - imported, refused, problems: [...problems] };
}

/** The answer's JSON. A StoreError with what Daytrail says where it refuses: `invalid` below 500, else `closed`. */
async function ask(
  { port, apiKey }: RunningDaytrail,
  method: string,
  path: string,
  body: Readable | null,
  signal: AbortSignal,
): Promise<unknown> {
  const request = httpRequest({
    host: '127.0.0.1',
    port,
    method,
    path,
    agent: false,
    signal,
    headers: {
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
      ...(apiKey === null ? {} : { Authorization: `Bearer ${apiKey}` }),
    },
  });
  const answer = once(request, 'response', { signal }) as Promise<[IncomingMessage]>;
  // An early answer, a refusal, ends the sending, too; it is the one that is told.
  const sent = body === null ? void request.end() : pipeline(body, request).catch(() => undefined);
  const [response] = await answer;
  const text = await response.setEncoding('utf8').reduce((whole: string, piece: string) => whole + piece, '');
  await sent;
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return JSON.parse(text) as unknown;
  throw new StoreError(status < 500 ? 'invalid' : 'closed', `Daytrail on port ${port} refused it: ${messageOf(text)}`);
}

function messageOf(text: string): string {
  try {
    return z.object({ message: z.string() }).parse(JSON.parse(text)).message;
  } catch {
    return 'it did not say why.';
  }
}
