/**
 * What is selected on the timeline and in the list below it. One event is selected in both. A stretch of time, or a
 * block of many events, narrows the list to what is in it, and stays while one picks events there.
 */
import { useCallback, useMemo, useState } from 'react';
import { label } from '../../../preload/contract/label.ts';
import type { BucketSummary, EventRow } from '../../../preload/contract/schemas.ts';
import type { Range, Selection } from '../../timeline/index.ts';

/** Narrows the list. `bucket` null: all of them. */
export interface Scope extends Range {
  readonly bucket: string | null;
}

/** The event that is selected, as far as is needed to find it. */
export interface Picked {
  readonly id: number;
  readonly start: number;
}

interface State {
  readonly scope: Selection | null;
  readonly picked: Selection | null;
}

const NOTHING: State = { scope: null, picked: null };

export interface SelectionState {
  readonly shown: Selection | null;
  readonly scope: Scope | null;
  readonly picked: Picked | null;
  fromTimeline(selection: Selection | null): void;
  fromList(event: EventRow | null): void;
  clear(): void;
}

export function useSelection(buckets: readonly BucketSummary[] | undefined): SelectionState {
  const [state, setState] = useState(NOTHING);
  const fromTimeline = useCallback(
    (selection: Selection | null) => setState((now) => afterTimeline(now, selection)),
    [],
  );
  const fromList = useCallback(
    (event: EventRow | null) =>
      setState(({ scope }) => ({ scope, picked: event === null ? null : selectionOf(event, buckets) })),
    [buckets],
  );
  const clear = useCallback(() => setState(NOTHING), []);
  const scope = useMemo(() => scopeOf(state.scope), [state.scope]);
  const picked = useMemo(() => pickedOf(state.picked), [state.picked]);
  return { shown: state.picked ?? state.scope, scope, picked, fromTimeline, fromList, clear };
}

/** One event inside of what narrows the list is picked from it; anything else begins anew. */
export function afterTimeline(now: State, selection: Selection | null): State {
  if (selection === null) return NOTHING;
  if (selection.kind === 'range' || selection.block.count > 1) return { scope: selection, picked: null };
  const scope = scopeOf(now.scope);
  const { block } = selection;
  const inside =
    scope !== null &&
    block.start <= scope.end &&
    block.end >= scope.start &&
    (scope.bucket === null || scope.bucket === block.bucket);
  return { scope: inside ? now.scope : null, picked: selection };
}

function scopeOf(selection: Selection | null): Scope | null {
  if (selection === null) return null;
  if (selection.kind === 'range') return { start: selection.start, end: selection.end, bucket: null };
  const { start, end, bucket } = selection.block;
  return { start, end, bucket };
}

function pickedOf(selection: Selection | null): Picked | null {
  return selection?.kind === 'block' ? { id: selection.block.id, start: selection.block.start } : null;
}

function selectionOf(event: EventRow, buckets: readonly BucketSummary[] | undefined): Selection {
  const { id, bucket, start, end } = event;
  const type = buckets?.find((each) => each.id === bucket)?.type ?? '';
  return { kind: 'block', block: { id, bucket, start, end, type, ...label(event.data), count: 1, busy: end - start } };
}
