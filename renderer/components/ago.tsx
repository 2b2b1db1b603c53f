/** How long ago something was, ticking; the moment itself on hover and for machines. */
import { type ReactNode, useCallback } from 'react';
import { ago, agoChangesIn } from '../format/times.ts';
import { useNow } from '../state/clock.ts';
import { useTimes } from '../state/person.tsx';
import type { Micros } from '../timeline/micros.ts';

export function Ago({ at }: { at: Micros }): ReactNode {
  const now = useNow(useCallback((moment: Micros) => agoChangesIn(at, moment), [at]));
  const times = useTimes();
  return (
    <time dateTime={new Date(at / 1000).toISOString()} title={times.moment(at)}>
      {ago(at, now)}
    </time>
  );
}
