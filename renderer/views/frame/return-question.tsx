/**
 * At the top of the window, for those who want to be asked: what an absence was that has just ended. It takes no focus and
 * covers nothing; who does not care leaves it there, and the time stays away.
 */
import { type ReactNode, useId, useState } from 'react';
import type { Absence } from '../../../preload/contract/returns.ts';
import { Actions } from '../../components/actions.tsx';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/field.tsx';
import stripe from '../../components/stripe.module.css';
import { useTimes } from '../../state/person.tsx';
import { useAnswer, useLeaveAway, useReturned } from '../../state/returns.ts';
import styles from './return-question.module.css';

export function ReturnQuestion(): ReactNode {
  const { data } = useReturned();
  const absence = data?.absence ?? null;
  return (
    <div role="status">
      {absence === null ? null : <Question key={absence.start} absence={absence} recent={data?.recent ?? []} />}
    </div>
  );
}

function Question({ absence, recent }: { absence: Absence; recent: readonly string[] }): ReactNode {
  const times = useTimes();
  const { answer, answering } = useAnswer();
  const leave = useLeaveAway();
  const [typed, setTyped] = useState('');
  const id = useId();
  const label = typed.trim();
  return (
    <form
      className={`${stripe.stripe} ${styles.question}`}
      aria-label="What you did while you were away"
      onSubmit={(event) => {
        event.preventDefault();
        if (label !== '') answer(label);
      }}
    >
      <label className={styles.text} htmlFor={id}>
        <strong>You were away, {times.span(absence)}.</strong> What was it?
      </label>
      <TextInput
        id={id}
        className={styles.answer}
        value={typed}
        maxLength={1000}
        list={`${id}-recent`}
        onChange={({ target }) => setTyped(target.value)}
      />
      <datalist id={`${id}-recent`}>
        {recent.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Actions>
        <Button small type="submit" disabled={answering || label === ''}>
          Enter it
        </Button>
        <Button small onClick={() => leave()}>
          Leave it away
        </Button>
      </Actions>
    </form>
  );
}
