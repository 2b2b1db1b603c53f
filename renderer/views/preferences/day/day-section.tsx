/** When a person's day begins, which decides what belongs to it. */
import type { ReactNode } from 'react';
import { Labelled, TextInput } from '../../../components/field.tsx';
import { Part } from '../../../components/page.tsx';
import { Loading } from '../../../components/state.tsx';
import { useStatus } from '../../../state/actions.ts';
import { useSetDayStart } from '../../../state/calendar.ts';
import type { Section } from '../section.ts';
import { minutesOf, timeOf } from './time-of-day.ts';

export const day: Section = {
  id: 'day',
  name: 'Your day',
  words: 'timeline start begins midnight night calendar startOfDay',
  Body: DaySection,
};

function DaySection(): ReactNode {
  const { data: status } = useStatus();
  const { change } = useSetDayStart();
  if (status === undefined) return <Loading what="Reading when a day begins…" />;
  return (
    <Part
      title="When it begins"
      note="What you do after midnight can still belong to the day before. A pause until tomorrow ends when the next day begins."
    >
      <Labelled
        label="A day begins at"
        hint="At 04:00, unless you say otherwise. ActivityWatch's own setting is the same one."
      >
        {(names) => (
          <TextInput
            {...names}
            type="time"
            value={timeOf(status.dayStart)}
            required
            onChange={({ target }) => {
              // While it is being typed it is empty, which is no time.
              const minutes = minutesOf(target.value);
              if (minutes !== null) change(minutes);
            }}
          />
        )}
      </Labelled>
    </Part>
  );
}
