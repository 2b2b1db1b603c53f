/** Where short messages about what was just done appear. */
import type { ReactNode } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useNotices } from '../../state/notices.tsx';
import styles from './notices.module.css';

export function NoticeArea(): ReactNode {
  const { shown, dismiss } = useNotices();
  return (
    <div className={styles.area} role="status">
      {shown.map((notice) => (
        <div key={notice.id} className={styles.notice}>
          {notice.failed ? (
            <span className={styles.sign}>
              <Icon name="trouble" />
            </span>
          ) : null}
          <span className={styles.text}>{notice.text}</span>
          <IconButton look="quiet" small icon="close" label="Dismiss" onClick={() => dismiss(notice.id)} />
        </div>
      ))}
    </div>
  );
}
