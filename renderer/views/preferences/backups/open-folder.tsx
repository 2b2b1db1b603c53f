/** Where the backups lie: shown by the system where it can be, else said. */
import { type ReactNode, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { BACKUPS_KEY } from '../../../state/backups.ts';
import { useChange } from '../../../state/change.ts';
import styles from './backups.module.css';

export function OpenFolder(): ReactNode {
  const [folder, setFolder] = useState<string | null>(null);
  const open = useChange((daytrail) => daytrail.openBackups(), {
    praise: null,
    rereads: BACKUPS_KEY,
    onDone: (found) => setFolder(found.shown ? null : found.folder),
  });
  return (
    <>
      <Button onClick={() => open.change()} disabled={open.changing}>
        Show the folder
      </Button>
      <span role="status" className={styles.folder}>
        {folder === null ? null : <code>{folder}</code>}
      </span>
    </>
  );
}
