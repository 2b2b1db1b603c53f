/** Pausing, for one of four lengths, and resuming: one control, which offers what can be done now. */
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { RecordingNow } from '../../preload/contract/pause.ts';
import { PAUSES, usePause } from '../state/pause.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './menu.module.css';

interface PausingProps {
  readonly recording: RecordingNow;
  /** Among others in a narrow place: a sign instead of words. */
  readonly small?: boolean;
}

export function Pausing({ recording, small = false }: PausingProps): ReactNode {
  const { pause, resume, busy } = usePause();
  if (recording.state === 'paused') {
    return (
      <Button small={small} onClick={resume} disabled={busy}>
        <Icon name="resume" />
        {small ? 'Resume' : 'Resume recording'}
      </Button>
    );
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button look={small ? 'quiet' : 'plain'} small={small} aria-label="Pause recording" disabled={busy}>
          <Icon name="pause" />
          {small ? null : 'Pause recording'}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        className={styles.menu}
        side={small ? 'top' : 'bottom'}
        align="start"
        sideOffset={4}
        collisionPadding={8}
      >
        {PAUSES.map(({ length, name }) => (
          <DropdownMenu.Item key={length} className={styles.item} onSelect={() => pause(length)}>
            {name}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
