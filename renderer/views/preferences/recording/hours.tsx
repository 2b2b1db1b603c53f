/** The hours in which a person wants to be recorded: on which days, from when to when. */
import type { ReactNode } from 'react';
import type { Preferences } from '../../../../preload/contract/config.ts';
import { Labelled, TextInput, Toggle } from '../../../components/field.tsx';
import { Part } from '../../../components/page.tsx';
import { useTimes } from '../../../state/person.tsx';
import { usePrefer } from '../../../state/preferences.ts';
import styles from './recording.module.css';
import { weekdays } from './weekdays.ts';

export function Hours({ hours }: { hours: Preferences['hours'] }): ReactNode {
  const prefer = usePrefer();
  const change = (changes: Partial<Preferences['hours']>) => prefer({ hours: { ...hours, ...changes } });
  return (
    <Part title="Recording hours" note="Outside of them nothing is stored, whoever sends it.">
      <Toggle
        name="Record only at certain hours"
        on={hours.on}
        onChange={(on) => change({ on })}
        {...(hours.on ? {} : { detail: 'Daytrail records at any time.' })}
      />
      {hours.on ? <Schedule hours={hours} onChange={change} /> : null}
    </Part>
  );
}

interface ScheduleProps {
  readonly hours: Preferences['hours'];
  readonly onChange: (changes: Partial<Preferences['hours']>) => void;
}

function Schedule({ hours, onChange }: ScheduleProps): ReactNode {
  const { locale } = useTimes();
  const choose = (day: number, on: boolean) => {
    const others = hours.days.filter((each) => each !== day);
    onChange({ days: on ? [...others, day].sort() : others });
  };
  const time = (name: 'from' | 'to', label: string) => (
    <Labelled label={label}>
      {({ id }) => (
        <TextInput
          id={id}
          type="time"
          value={hours[name]}
          required
          onChange={({ target }) => {
            // While it is being typed it is empty, which is no time.
            if (target.value !== '') onChange({ [name]: target.value });
          }}
        />
      )}
    </Labelled>
  );
  return (
    <div className={styles.schedule}>
      <fieldset className={styles.days}>
        <legend>Days</legend>
        {weekdays(locale).map(({ day, name }) => (
          <label key={day} className={styles.day}>
            <input
              type="checkbox"
              checked={hours.days.includes(day)}
              onChange={({ target }) => choose(day, target.checked)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <div className={styles.times}>
        {time('from', 'From')}
        {time('to', 'To')}
      </div>
      <p role="status" className={styles.muted}>
        {sentence(hours)}
      </p>
    </div>
  );
}

function sentence({ days, from, to }: Preferences['hours']): string {
  if (days.length === 0) return 'No day is chosen, so nothing is recorded at all.';
  if (from === to) return 'The whole of these days, from then on to the same time of the next day.';
  return to < from ? `Over night, until ${to} of the next day.` : '';
}
