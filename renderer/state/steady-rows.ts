/**
 * While rows arrive above those that one looks at, these stay where they are; who looks at the top sees the new ones
 * come.
 */
import { useLayoutEffect, useRef } from 'react';
import type { VirtualRows } from '../components/virtual-table.tsx';
import type { EventPages } from './event-pages.ts';
import type { EventList } from './queries.ts';

interface Top {
  readonly list: EventList;
  readonly id: number;
  readonly index: number;
}

export function useSteadyRows(pages: EventPages, { virtualizer, height }: VirtualRows): void {
  const before = useRef<Top | null>(null);
  useLayoutEffect(() => {
    const offset = virtualizer.scrollOffset ?? 0;
    const index = Math.floor(offset / height);
    const old = before.current;
    const moved = old === null || old.list !== pages.list || offset < height ? -1 : pages.indexOf(old.id);
    if (old !== null && moved !== -1 && moved !== old.index && index === old.index) {
      virtualizer.scrollToOffset(offset + (moved - old.index) * height);
      before.current = { ...old, index: moved };
      return;
    }
    const row = pages.rowAt(index);
    before.current = row === undefined ? null : { list: pages.list, id: row.id, index };
  });
}
