/** How long without input until somebody counts as away. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Preferences } from '../../../../preload/contract/config.ts';
import { Labelled, TextInput, Toggle } from '../../../components/field.tsx';
import { Part } from '../../../components/page.tsx';
import { usePrefer } from '../../../state/preferences.ts';
import { minutesIn, secondsOf } from './minutes.ts';
import styles from './recording.module.css';

export function Away({ presence, returns }: Pick<Preferences, 'presence' | 'returns'>): ReactNode {
  const prefer = usePrefer();
  return (
    <Part
      title="When you are away"
      note="Without a key or the mouse for so long, you count as away from your last input on. Locking the screen, sleep and another person's session count at once."
    >
      <AwayAfter seconds={presence.awayAfterSeconds} />
      <Toggle
        name="Ask what it was when I come back"
        detail="Once, after a quarter of an hour or more. What you answer is entered as your own; unanswered, the time stays away."
        on={returns.ask}
        onChange={(ask) => prefer({ returns: { ask } })}
      />
    </Part>
  );
}

function AwayAfter({ seconds }: { seconds: number }): ReactNode {
  const prefer = usePrefer();
  const [typed, setTyped] = useState(() => minutesIn(seconds));
  const wanted = secondsOf(typed);
  // It may be changed elsewhere.
  useEffect(() => setTyped(minutesIn(seconds)), [seconds]);
  const keep = () => {
    if (wanted === null) setTyped(minutesIn(seconds));
    else if (wanted !== seconds) prefer({ presence: { awayAfterSeconds: wanted } });
  };
  return (
    <Labelled
      label="Away after, in minutes"
      hint={wanted === null ? 'A number from 0.1 to 1,440, please.' : 'Three minutes, unless you say otherwise.'}
    >
      {(names) => (
        <TextInput
          {...names}
          className={styles.number}
          inputMode="decimal"
          value={typed}
          aria-invalid={wanted === null}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={keep}
          onKeyDown={({ key }) => {
            if (key === 'Enter') keep();
          }}
        />
      )}
    </Labelled>
  );
}
