/**
 * A table of any length of which only the rows on the screen exist. One stop for Tab; arrow keys move the selection;
 * screen readers are told how many rows there are and which these are.
 */
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './virtual-table.module.css';

export interface Column<T> {
  readonly id: string;
  readonly title: ReactNode;
  /** Of its header and its cells. */
  readonly className?: string | undefined;
  readonly sort?: 'ascending' | 'descending' | undefined;
  cell(row: T): ReactNode;
}

export interface TableSource<T> {
  readonly total: number;
  /** Undefined while it loads. */
  rowAt(index: number): T | undefined;
}

interface VirtualTableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: VirtualRows;
  readonly source: TableSource<T>;
  readonly rowKey: (row: T) => string | number;
  /** The row that the keys move from; -1: none. */
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  /** Enter or a double click on a row. */
  readonly onOpen?: (row: T) => void;
  readonly onClear?: () => void;
  readonly className?: string | undefined;
}

export interface VirtualRows {
  readonly scroller: { current: HTMLDivElement | null };
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
  /** The rows on the screen, both inclusive; `last` is less than `first` where there are none. */
  readonly first: number;
  readonly last: number;
  readonly height: number;
}

/** `--row` of tokens.css in pixels: it follows the person's font size. */
const ROW_REM = 1.875;
const OVERSCAN = 12;
/**
 * Browsers lay out no more than some 33 million pixels (2^25, Chromium's and Firefox's unit of layout): the list is cut
 * before.
 */
const HIGHEST = 30_000_000;

function useRowHeight(): number {
  const read = () => Math.round(ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)) || 30;
  const [height, setHeight] = useState(read);
  useEffect(() => {
    const renew = () => setHeight(read());
    window.addEventListener('resize', renew);
    return () => window.removeEventListener('resize', renew);
  });
  return height;
}

/** Which rows of `total` are on the screen; kept outside of the table, because what is loaded depends on it. */
export function useVirtualRows(total: number): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight();
  const virtualizer = useVirtualizer({
    count: Math.min(total, Math.floor(HIGHEST / height)),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    // The head, which stays in view, pushes the rows down by its own height.
    scrollPaddingEnd: height,
  });
  const items = virtualizer.getVirtualItems();
  return { scroller, virtualizer, height, first: items[0]?.index ?? 0, last: items.at(-1)?.index ?? -1 };
}

export function VirtualTable<T>(props: VirtualTableProps<T>): ReactNode {
  const { label, columns, rows, source, rowKey, selected, onSelect, onOpen, onClear, className } = props;
  const { scroller, virtualizer, height } = rows;
  const id = useId();
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = virtualizer.options.count;
  const selectedIsThere = items.some((item) => item.index === selected);

  /** Gone to before its page was loaded: selected as soon as it is there. */
  const awaited = useRef<number | null>(null);

  const select = (index: number) => {
    if (shown === 0) return;
    const to = Math.min(shown - 1, Math.max(0, index));
    virtualizer.scrollToIndex(to, { align: 'auto' });
    awaited.current = to;
    selectAwaited();
  };
  const selectAwaited = () => {
    const to = awaited.current;
    if (to === null || source.rowAt(to) === undefined) return;
    awaited.current = null;
    onSelect(to);
  };
  useEffect(selectAwaited);

  const onKeyDown = (event: KeyboardEvent) => {
    // A control inside, such as one that sorts, has its own keys.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const row = source.rowAt(selected);
    const from = awaited.current ?? selected;
    if (event.key === 'ArrowDown') select(from + 1);
    else if (event.key === 'ArrowUp') select(from - 1);
    else if (event.key === 'PageDown') select(from + page);
    else if (event.key === 'PageUp') select(from - page);
    else if (event.key === 'Home') select(0);
    else if (event.key === 'End') select(shown - 1);
    else if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) onOpen(row);
    else if (event.key === 'Escape' && onClear !== undefined && selected !== -1) onClear();
    else return;
    event.preventDefault();
  };

  return (
    <div ref={scroller} className={styles.scroller} style={{ '--row-height': `${height}px` } as CSSProperties}>
      <table
        className={[styles.table, className].filter(Boolean).join(' ')}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table may be a grid (W3C, ARIA in HTML); its rows and cells stay what they are.
        role="grid"
        aria-label={label}
        aria-rowcount={source.total + 1}
        aria-activedescendant={selectedIsThere ? `${id}-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.className} aria-sort={column.sort}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ '--before': `${before}px`, '--after': `${after}px` } as CSSProperties}>
          {items.map((item) => {
            const row = source.rowAt(item.index);
            return (
              <tr
                key={row === undefined ? `row ${item.index}` : rowKey(row)}
                id={`${id}-${item.index}`}
                aria-rowindex={item.index + 2}
                aria-selected={item.index === selected}
                onClick={() => select(item.index)}
                onDoubleClick={() => row !== undefined && onOpen?.(row)}
              >
                {columns.map((column) => (
                  <td key={column.id} className={column.className}>
                    {row === undefined ? <span className={styles.awaited} /> : column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown < source.total ? (
        <p className={styles.cut}>
          Only the first {new Intl.NumberFormat().format(shown)} rows can be listed. Zoom in, or turn the order round,
          for the rest.
        </p>
      ) : null}
    </div>
  );
}
