/** The key that programs must bring: whether there is one, a new one, shown this once, and its end. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Actions } from '../../../components/actions.tsx';
import { Button } from '../../../components/button.tsx';
import { Modal } from '../../../components/modal.tsx';
import { Part } from '../../../components/page.tsx';
import { ACCESS_KEY, useDecision } from '../../../state/access.ts';
import { useDaytrail } from '../../../state/daytrail.tsx';
import { useNotices } from '../../../state/notices.tsx';
import styles from './access.module.css';
import { NewKey } from './new-key.tsx';

/** What is asked before it is done, since programs that record now would no longer be let in. */
type Question = 'make' | 'replace' | 'remove';

const QUESTIONS: Readonly<Record<Question, { title: string; text: string; yes: string }>> = {
  make: {
    title: 'Make a key?',
    text: 'From then on Daytrail turns away every program that does not bring the key. Watchers that record now stop recording until you have given it to them.',
    yes: 'Make a key',
  },
  replace: {
    title: 'Make another key?',
    text: 'The present key stops working at once. Programs that have it stop recording until you have given them the new one.',
    yes: 'Make another key',
  },
  remove: {
    title: 'Remove the key?',
    text: 'Every program on this computer may then use the record without a key. Those that bring the old one go on as they are.',
    yes: 'Remove the key',
  },
};

export function Key({ on }: { on: boolean }): ReactNode {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  const notices = useNotices();
  const [question, setQuestion] = useState<Question | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: () => daytrail.makeKey(),
    onSuccess: (key) => setMade(key),
    onError: (error) => notices.sayFailed(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ACCESS_KEY }),
  });
  const remove = useDecision((own) => own.removeKey(), 'The key was removed.');
  const busy = make.isPending || remove.deciding;
  const confirm = (answered: Question) => {
    setQuestion(null);
    setMade(null);
    if (answered === 'remove') remove.decide(undefined);
    else make.mutate();
  };
  return (
    <Part
      title="Key for programs"
      note={
        on
          ? 'Programs on this computer must bring the key to read or record anything.'
          : 'Programs on this computer, such as watchers, reach Daytrail without a key. If others use this computer too, or you run programs that you do not trust, have a key made.'
      }
    >
      {made === null || !on ? null : <NewKey value={made} />}
      <Actions>
        <Button onClick={() => setQuestion(on ? 'replace' : 'make')} disabled={busy}>
          {on ? 'Make another key…' : 'Make a key…'}
        </Button>
        {on ? (
          <Button onClick={() => setQuestion('remove')} disabled={busy}>
            Remove the key…
          </Button>
        ) : null}
      </Actions>
      {question === null ? null : (
        <Modal label={QUESTIONS[question].title} onClose={() => setQuestion(null)}>
          <div className={styles.question}>
            <h2>{QUESTIONS[question].title}</h2>
            <p>{QUESTIONS[question].text}</p>
            <Actions end>
              <Button onClick={() => setQuestion(null)}>Cancel</Button>
              <Button look="primary" onClick={() => confirm(question)}>
                {QUESTIONS[question].yes}
              </Button>
            </Actions>
          </div>
        </Modal>
      )}
    </Part>
  );
}
