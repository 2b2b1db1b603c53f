/** What the watchers' tests share: beats put together as the store would, backends that do what they are told. */

import type { EventsChanged } from '../../preload/contract/schemas.ts';
import type { NewEvent } from '../events/event.ts';
import { mergedEnd } from '../events/heartbeat.ts';
import type { Datastore } from '../store/datastore.ts';
import { allEvents, S } from '../store/testing.ts';
import {
  type ActiveWindow,
  BackendError,
  type IdleBackend,
  type WindowBackend,
  type WindowListener,
} from './backend.ts';
import type { Candidate } from './backend-keeper.ts';
import { type Beat, RESTART_WITHIN } from './beat.ts';
import type { WatchersOptions } from './watchers.ts';

/** The events that beats amount to, in the order in which they began. */
export function pieced(beats: readonly Beat[]): NewEvent[] {
  const events: NewEvent[] = [];
  for (const { start, end, data, joint } of beats) {
    const last = events.at(-1);
    const pulsetime = joint === 'first' ? RESTART_WITHIN : 0;
    const merged = last === undefined || joint === 'fresh' ? null : mergedEnd(last, { start, end, data }, pulsetime);
    if (last !== undefined && merged !== null) events[events.length - 1] = { ...last, end: merged };
    else events.push({ start, end, data });
  }
  return events;
}

/** A real store behind promises, as the store handle is. `tell` is for the changes that it would tell of. */
export function promised(store: Datastore): WatchersOptions['store'] & { tell(changed: EventsChanged): void } {
  let listener: (changed: EventsChanged) => void = () => undefined;
  return {
    createBucket: async (...args) => store.createBucket(...args),
    heartbeat: async (...args) => store.heartbeat(...args),
    insertEvents: async (...args) => store.insertEvents(...args),
    forceCommit: async () => store.forceCommit(),
    listEvents: async (bucket) => {
      store.getBucket(bucket);
      const newest = allEvents(store.connection)
        .filter((event) => event.bucket === bucket)
        .sort((a, b) => b.start - a.start)
        .slice(0, 1)
        .map(({ start, end, data }) => ({
          timestamp: new Date(start / 1000).toISOString(),
          duration: (end - start) / S,
          data: JSON.parse(data),
        }));
      return new TextEncoder().encode(JSON.stringify(newest));
    },
    on: (_event, heard) => {
      listener = heard as typeof listener;
      return () => undefined;
    },
    tell: (changed) => listener(changed),
  };
}

export interface StandIn<B> {
  readonly candidate: Candidate<B>;
  readonly starts: () => number;
  /** Whether it is started and neither lost nor stopped. */
  readonly runs: () => boolean;
  /** What starting it fails with; null: it works. */
  failWith: BackendError | null;
  lose(): void;
}

export interface WindowStandIn extends StandIn<WindowBackend> {
  show(window: ActiveWindow | null): void;
}

export interface IdleStandIn extends StandIn<IdleBackend> {
  /** Null: it cannot say at the moment. */
  idleMs: () => number | null;
  /** Whether a film or a call goes on. */
  engaged: () => boolean;
}

const about = (name: string) => ({ name, sees: [], limits: [] });

export function windowStandIn(name = 'Stand-in', { fits = true } = {}): WindowStandIn {
  let listener: WindowListener | null = null;
  let front: ActiveWindow | null = null;
  let starts = 0;
  const backend: WindowBackend = {
    about: () => about(name),
    start: async (heard) => {
      starts += 1;
      if (standIn.failWith !== null) throw standIn.failWith;
      listener = heard;
      heard.changed(front);
    },
    current: () => front,
    stop: async () => {
      listener = null;
    },
  };
  const standIn: WindowStandIn = {
    candidate: { name, load: async () => (fits ? backend : null) },
    starts: () => starts,
    runs: () => listener !== null,
    failWith: null,
    show: (window) => {
      front = window;
      listener?.changed(window);
    },
    lose: () => {
      const told = listener;
      listener = null;
      told?.lost('The display server has ended.');
    },
  };
  return standIn;
}

export function idleStandIn(name = 'Idle stand-in'): IdleStandIn {
  let lost: ((problem: string) => void) | null = null;
  let starts = 0;
  const backend: IdleBackend = {
    about: () => about(name),
    start: async (heard) => {
      starts += 1;
      if (standIn.failWith !== null) throw standIn.failWith;
      lost = heard;
    },
    idleMs: async () => {
      const ms = standIn.idleMs();
      if (ms === null) throw new BackendError('broken', 'It cannot say.');
      return ms;
    },
    engaged: async () => standIn.engaged(),
    stop: async () => {
      lost = null;
    },
  };
  const standIn: IdleStandIn = {
    candidate: { name, load: async () => backend },
    starts: () => starts,
    runs: () => lost !== null,
    failWith: null,
    idleMs: () => 0,
    engaged: () => false,
    lose: () => {
      const told = lost;
      lost = null;
      told?.('The display server has ended.');
    },
  };
  return standIn;
}
