/**
 * Day, week, month or year: buttons side by side, or in a narrow window a menu of them. D, W, M and Y choose as well, wherever
 * it is shown.
 */
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { PERIOD_NAMES } from '../format/periods.ts';
import { type Command, useCommands } from '../state/commands.tsx';
import { PERIOD_KINDS, type PeriodKind } from '../timeline/period.ts';
import { Button, Hint } from './button.tsx';
import { Icon } from './icon.tsx';
import { Joined } from './joined.tsx';
import { Keycaps } from './keycaps.tsx';
import menuStyles from './menu.module.css';
import styles from './period-switch.module.css';

interface PeriodSwitchProps {
  /** The view it is in. */
  readonly group: Command['group'];
  /** Null: what is shown is none of these. */
  readonly kind: PeriodKind | null;
  /** Among much else: a menu where the window is narrow. */
  readonly shrinks?: boolean;
  readonly onPick: (kind: PeriodKind) => void;
}

export function PeriodSwitch({ group, kind, shrinks = false, onPick }: PeriodSwitchProps): ReactNode {
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
    <>
      <Joined label="Period" className={shrinks ? styles.wide : undefined}>
        {PERIOD_KINDS.map((each) => (
          <Hint key={each} text={`Show the ${each}`} keys={keyOf(each)}>
            <Button aria-pressed={each === kind} onClick={() => onPick(each)}>
              {PERIOD_NAMES[each]}
            </Button>
          </Hint>
        ))}
      </Joined>
      {shrinks ? <PeriodMenu kind={kind} onPick={onPick} /> : null}
    </>
  );
}

/** The one that is shown can be chosen again: part of a day is called a day, too. */
function PeriodMenu({ kind, onPick }: Pick<PeriodSwitchProps, 'kind' | 'onPick'>): ReactNode {
  const shown = kind === null ? 'Period' : PERIOD_NAMES[kind];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button className={styles.narrow} aria-label={`${shown}, show another period`}>
          {shown}
          <Icon name="down" className={styles.more} />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className={menuStyles.menu} align="end" sideOffset={4} collisionPadding={8}>
        <DropdownMenu.RadioGroup value={kind ?? ''}>
          {PERIOD_KINDS.map((each) => (
            <DropdownMenu.RadioItem
              key={each}
              value={each}
              className={`${menuStyles.item} ${styles.item}`}
              onSelect={() => onPick(each)}
            >
              <span className={styles.sign}>
                <DropdownMenu.ItemIndicator>
                  <Icon name="check" />
                </DropdownMenu.ItemIndicator>
              </span>
              {PERIOD_NAMES[each]}
              <Keycaps keys={keyOf(each)} />
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

const keyOf = (kind: PeriodKind): string => kind.charAt(0).toUpperCase();
