/** Keys, drawn as the caps they stand on. */
import type { ReactNode } from 'react';
import { caps, isMac } from '../state/keys.ts';
import styles from './keycaps.module.css';

export function Keycaps({ keys }: { keys: string }): ReactNode {
  return (
    <span className={styles.keys}>
      {caps(keys, isMac()).map((cap) => (
        <Cap key={cap} text={cap} />
      ))}
    </span>
  );
}

export function Cap({ text }: { text: string }): ReactNode {
  return <kbd className={styles.cap}>{text}</kbd>;
}
