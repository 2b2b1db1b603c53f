/** Ctrl+K: everything that can be done here, found by typing a few letters of it. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Keycaps } from '../../components/keycaps.tsx';
import { Modal } from '../../components/modal.tsx';
import type { Command } from '../../state/commands.tsx';
import { find } from './find.ts';
import styles from './palette.module.css';

interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

export function Palette({ commands, onClose }: PaletteProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = find(
    commands.filter(({ id: own }) => own !== 'palette'),
    typed,
  );
  const chosen = found[Math.min(at, found.length - 1)];
  const optionId = (command: Command) => `${id}-${command.id}`;

  useEffect(() => {
    if (chosen === undefined) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((now) => (now + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp') setAt((now) => (now - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <Modal label="Go to or do anything" place="top" onClose={onClose}>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          className={styles.input}
          // The browser's dialog looks for this attribute, which React does not write.
          ref={(element) => element?.setAttribute('autofocus', '')}
          type="text"
          role="combobox"
          aria-label="Go to or do anything"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
          placeholder="Go to or do…"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Keycaps keys="Esc" />
      </div>
      <div ref={list} className={styles.list} id={`${id}-list`} role="listbox" aria-label="What can be done">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys, as a combobox does.
          <div
            key={command.id}
            id={optionId(command)}
            className={styles.option}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => run(command)}
            onPointerMove={() => setAt(index)}
          >
            <span className={styles.name}>{command.name}</span>
            <span className={styles.group}>{command.group}</span>
            <span className={styles.keys}>{command.keys === undefined ? null : <Keycaps keys={command.keys} />}</span>
          </div>
        ))}
        {found.length === 0 ? <p className={styles.nothing}>Nothing here is called “{typed.trim()}”.</p> : null}
      </div>
      <span className="visually-hidden" role="status">
        {found.length === 0 ? 'Nothing found' : `${found.length} found`}
      </span>
    </Modal>
  );
}
