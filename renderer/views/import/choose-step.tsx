/** Which file: one of ActivityWatch's records that were found here, or any other. */
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { FoundRecord } from '../../../preload/contract/imports.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import { Card, Cards, Part } from '../../components/page.tsx';
import { bytes } from '../../format/bytes.ts';
import { useStatus } from '../../state/actions.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { foundQuery, useImportTask } from '../../state/imports.tsx';
import { useNotices } from '../../state/notices.tsx';
import { useTimes } from '../../state/person.tsx';
import styles from './import-view.module.css';
import { JoinedPart } from './joined-part.tsx';
import { SOURCES } from './words.ts';

export function ChooseStep(): ReactNode {
  const { data: found } = useQuery(foundQuery(useDaytrail()));
  const { data: status } = useStatus();
  return (
    <div className={styles.parts}>
      {found === undefined || found.length === 0 ? null : (
        <Part title="Found on this computer">
          <Cards>
            {found.map((record) => (
              <FoundCard key={record.path} record={record} />
            ))}
          </Cards>
        </Part>
      )}
      <Part
        title={found === undefined || found.length === 0 ? 'A file' : 'Another file'}
        note="An export of one or all buckets (.json), or the database of either of ActivityWatch's servers (.db)."
      >
        {status === undefined ? null : status.shell === 'electron' ? <ByDialog /> : <ByPath />}
      </Part>
      <JoinedPart />
    </div>
  );
}

function FoundCard({ record }: { record: FoundRecord }): ReactNode {
  const task = useImportTask();
  const { locale } = useTimes();
  const name = SOURCES[record.kind];
  return (
    <Card
      title={name}
      detail={
        <>
          <span className={styles.path}>{record.path}</span>
          <br />
          {bytes(record.bytes, locale)}, last written <Ago at={record.modified} />
          {record.running ? ', in use now' : ''}
        </>
      }
      actions={
        <Button look="primary" aria-label={`Look at ${name}`} onClick={() => void task.look(record.path)}>
          Look at it
        </Button>
      }
    />
  );
}

function ByDialog(): ReactNode {
  const daytrail = useDaytrail();
  const task = useImportTask();
  const notices = useNotices();
  const [asking, setAsking] = useState(false);
  const choose = async () => {
    setAsking(true);
    try {
      const path = await daytrail.chooseImport();
      if (path !== null) await task.look(path);
    } catch (error) {
      notices.sayFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setAsking(false);
    }
  };
  return (
    <Button onClick={() => void choose()} disabled={asking}>
      Choose a file…
    </Button>
  );
}

/** A browser does not tell where a file is that is chosen in it, so the path is asked for. */
function ByPath(): ReactNode {
  const task = useImportTask();
  const [path, setPath] = useState('');
  const id = useId();
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() !== '') void task.look(path.trim());
  };
  return (
    <form className={styles.byPath} onSubmit={look}>
      <label htmlFor={id}>Its path on the computer that Daytrail runs on</label>
      <div className={styles.pathLine}>
        <TextInput
          id={id}
          className={styles.pathField}
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <Button type="submit" disabled={path.trim() === ''}>
          Look at it
        </Button>
      </div>
    </form>
  );
}
