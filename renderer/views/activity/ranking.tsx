/** What took the most time of something, the longest first: its name, its length, and how much of all it is. */
import { type CSSProperties, type ReactNode, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import type { Micros } from '../../timeline/micros.ts';
import { share, worked } from './compare.ts';
import styles from './ranking.module.css';

export interface Ranked {
  /** Unique among these. */
  readonly id: string;
  readonly name: string;
  /** What it belongs to, after its name. */
  readonly detail?: string;
  /** By which it is coloured, as on the timeline. */
  readonly colour: { readonly name: string; readonly type: string };
  readonly duration: Micros;
}

interface RankingProps {
  readonly title: string;
  readonly rows: readonly Ranked[];
  /** That the shares are of. */
  readonly whole: Micros;
  /** Where a row can be chosen: the chosen one's id, null for none. */
  readonly chosen?: string | null;
  readonly onChoose?: (id: string) => void;
  /** Below the rows, or in place of them. */
  readonly note?: ReactNode;
}

const FIRST = 8;

export function Ranking({ title, rows, whole, chosen = null, onChoose, note }: RankingProps): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  const longest = rows[0]?.duration ?? 0;
  return (
    <section className={styles.ranking} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {rows.length === 0 ? null : (
        <ol className={styles.rows}>
          {shown.map((row) => (
            <li key={row.id} style={{ '--share': longest === 0 ? 0 : row.duration / longest } as CSSProperties}>
              {onChoose === undefined ? (
                <div className={styles.row}>
                  <Row row={row} whole={whole} />
                </div>
              ) : (
                <button
                  type="button"
                  className={styles.row}
                  aria-pressed={row.id === chosen}
                  onClick={() => onChoose(row.id)}
                >
                  <Row row={row} whole={whole} />
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {rows.length > FIRST ? (
        <Button small look="quiet" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${rows.length - FIRST} more`}
        </Button>
      ) : null}
      {note === undefined ? null : <div className={styles.note}>{note}</div>}
    </section>
  );
}

function Row({ row, whole }: { row: Ranked; whole: Micros }): ReactNode {
  const { name, detail, colour, duration } = row;
  return (
    <>
      <Chip {...colour} />
      <span className={styles.name} title={detail === undefined ? name : `${name}\n${detail}`}>
        {name}
        {detail === undefined ? null : <span className={styles.detail}> {detail}</span>}
      </span>
      <span className={styles.length}>{worked(duration)}</span>
      <span className={styles.share}>{share(duration, whole)}</span>
    </>
  );
}
