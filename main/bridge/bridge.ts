/**
 * The window's door, whatever it is reached over: arguments are checked against the contract, failures become values
 * with a kind, defects stay in the log.
 */
import type { z } from 'zod';
import { CHANNELS, type Channel, type Push } from '../../preload/contract/channels.ts';
import type { Failure, Result } from '../../preload/contract/result.ts';
import { type Payload, pushSchemas, schemas } from '../../preload/contract/schemas.ts';
import type { Log } from '../lifecycle/log.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { Doors } from './doors.ts';
import { createHandlers, type HandlerParts } from './handlers.ts';
import { WindowReads } from './window-reads.ts';

export type PushListener = <P extends Push>(push: P, payload: Payload<P>) => void;

export interface Bridge {
  /** Never rejects. `args` is the list of arguments; `reads` those of the window that asks. */
  call(channel: string, args: unknown, reads?: WindowReads): Promise<Result<unknown>>;
  /** Everything the window is told without asking. Returns what ends it. */
  onPush(listener: PushListener): () => void;
  /** Ends the subscriptions to the store and the status. */
  dispose(): void;
}

export interface StatusSource {
  get: HandlerParts['status'];
  onChange(listener: (status: Payload<'status'>) => void): () => void;
}

export interface BridgeOptions {
  readonly store: HandlerParts['store'] & Pick<StoreHandle, 'on'>;
  readonly doors: Doors;
  readonly status: StatusSource;
  readonly quit: () => void;
  readonly log: Log;
  /** Whether answers and pushes are checked too. Costs time, so only where we develop and test: from source. */
  readonly checkAnswers?: boolean;
}

const FROM_SOURCE = import.meta.url.endsWith('.ts');

export function createBridge({ store, doors, status, quit, log, checkAnswers = FROM_SOURCE }: BridgeOptions): Bridge {
  const handlers = createHandlers({ store, doors, status: () => status.get(), quit });
  const listeners = new Set<PushListener>();

  const push: PushListener = (name, payload) => {
    if (checkAnswers) {
      const flaw = flawOf(pushSchemas[name], payload);
      if (flaw !== null) log.error(`push ${name} does not fit the contract: ${flaw}`);
    }
    for (const listener of listeners) listener(name, payload);
  };
  const subscriptions = [
    status.onChange((now) => push('status', now)),
    store.on('events', (changed) => push('events', changed)),
    store.on('buckets', () => push('buckets', null)),
    store.on('privacy', () => push('privacy', null)),
    store.on('imports', (progress) => push('imports', progress)),
    doors.access.onChange((now) => push('access', now)),
    doors.watchers.onHealth((now) => push('watchers', now)),
    doors.returns.onChange((now) => push('returns', now)),
    doors.backups.onChange(() => push('backups', doors.backups.state())),
    doors.preferences.onChange((now) => push('config', now)),
    doors.updates.onChange((now) => push('updates', now)),
  ];

  async function call(channel: string, args: unknown, reads = new WindowReads()): Promise<Result<unknown>> {
    if (!isChannel(channel)) return failed({ kind: 'invalid', message: 'There is no such call.' });
    const { args: argsSchema, result: resultSchema } = schemas[channel];
    const parsed = argsSchema.safeParse(args);
    if (!parsed.success) return failed({ kind: 'invalid', message: `${channel}: ${describeIssue(parsed.error)}` });
    try {
      // The schema that has just parsed them is this channel's own, which the union of all handlers cannot express.
      const handler = handlers[channel] as (...args: unknown[]) => unknown;
      const value = await reads.run(channel, async () => handler(...parsed.data));
      const flaw = checkAnswers ? flawOf(resultSchema, value) : null;
      if (flaw !== null) throw new Error(`the answer does not fit the contract: ${flaw}`);
      return { ok: true, value };
    } catch (error) {
      if (error instanceof StoreError && error.kind !== 'internal') {
        return failed({ kind: error.kind, message: error.message });
      }
      log.error(`${channel} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return failed({ kind: 'internal', message: 'Something went wrong inside Daytrail. Its log says what.' });
    }
  }

  return {
    call,
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => {
      for (const unsubscribe of subscriptions) unsubscribe();
      listeners.clear();
    },
  };
}

const isChannel = (name: string): name is Channel => (CHANNELS as readonly string[]).includes(name);
const failed = (error: Failure): Result<never> => ({ ok: false, error });

/** Where the value does not fit and what was expected; never the value itself. Null where it fits. */
function flawOf(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : describeIssue(parsed.error);
}

function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'invalid';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
