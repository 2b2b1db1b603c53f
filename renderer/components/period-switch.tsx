/** Day, week, month or year. D, W, M and Y choose as well, wherever it is shown. */
import type { ReactNode } from 'react';
import { PERIOD_NAMES } from '../format/periods.ts';
import { type Command, useCommands } from '../state/commands.tsx';
import { PERIOD_KINDS, type PeriodKind } from '../timeline/period.ts';
import { Button, Hint } from './button.tsx';
import { Joined } from './joined.tsx';

interface PeriodSwitchProps {
  /** The view it is in. */
  readonly group: Command['group'];
  /** Null: what is shown is none of these. */
  readonly kind: PeriodKind | null;
  readonly className?: string | undefined;
  readonly onPick: (kind: PeriodKind) => void;
}

export function PeriodSwitch({ group, kind, className, onPick }: PeriodSwitchProps): ReactNode {
  useCommands(
    PERIOD_KINDS.map((each) => ({
      id: `period ${each}`,
      group,
      name: `Show the ${each}`,
      keys: keyOf(each),
      words: 'zoom scale period',
      run: () => onPick(each),
    })),
  );
  return (
    <Joined label="Period" className={className}>
      {PERIOD_KINDS.map((each) => (
        <Hint key={each} text={`Show the ${each}`} keys={keyOf(each)}>
          <Button aria-pressed={each === kind} onClick={() => onPick(each)}>
            {PERIOD_NAMES[each]}
          </Button>
        </Hint>
      ))}
    </Joined>
  );
}

const keyOf = (kind: PeriodKind): string => kind.charAt(0).toUpperCase();
