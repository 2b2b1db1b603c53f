/** Brings a picked event into view in a long list, of which only the pages on the screen are loaded. */
import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useDaytrail } from '../../state/daytrail.tsx';
import type { EventPages } from '../../state/event-pages.ts';
import type { Picked } from './use-selection.ts';

/** `pages` and `virtualizer` may be new each time; the list moves when another event is picked or it is another list. */
export function useFindRow(
  picked: Picked | null,
  pages: EventPages,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): void {
  const daytrail = useDaytrail();
  const latest = useRef({ pages, virtualizer });
  useEffect(() => {
    latest.current = { pages, virtualizer };
  });
  const id = picked?.id;
  const start = picked?.start;
  const { list } = pages;
  useEffect(() => {
    if (id === undefined || start === undefined) return;
    const show = (index: number) => latest.current.virtualizer.scrollToIndex(index, { align: 'auto' });
    const { total = 0 } = latest.current.pages;
    const loaded = latest.current.pages.indexOf(id);
    if (loaded !== -1) {
      show(loaded);
      return;
    }
    if (start > list.end) return;
    let wanted = true;
    // All that overlap the list up to just before it began: as many stand above it, oldest first.
    const before = { ...list, end: start - 1, order: 'oldest' as const, offset: 0, limit: 1 };
    const count = start <= list.start ? Promise.resolve(0) : daytrail.events(before).then((page) => page.total);
    count.then(
      (above) => {
        if (wanted && total > 0) show(list.order === 'oldest' ? above : Math.max(0, total - 1 - above));
      },
      // The list itself says when the store does not answer.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [id, start, list, daytrail]);
}
