/** One thing that needs a person: what happened, more about it, and the one thing to do. */
import type { ReactNode } from 'react';
import { Actions } from '../../components/actions.tsx';
import { Icon } from '../../components/icon.tsx';
import styles from './troubles.module.css';

interface TroubleProps {
  readonly weight: 'grave' | 'note';
  readonly title: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

export function Trouble({ weight, title, action, children }: TroubleProps): ReactNode {
  return (
    <div className={styles.trouble} data-weight={weight}>
      <span className={styles.sign}>
        <Icon name="trouble" />
      </span>
      <p className={styles.text}>
        <strong className={styles.title}>{title}</strong> {children}
      </p>
      {action === undefined ? null : <Actions>{action}</Actions>}
    </div>
  );
}
