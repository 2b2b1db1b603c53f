/** `?`: the keys that work, by where they work. */
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Cap } from '../../components/keycaps.tsx';
import { Modal } from '../../components/modal.tsx';
import type { Command } from '../../state/commands.tsx';
import { caps, isMac } from '../../state/keys.ts';
import { TIMELINE_KEYS } from '../../timeline/index.ts';
import styles from './keys-help.module.css';

interface Entry {
  /** Each as it is written on a cap. */
  readonly keys: readonly string[];
  readonly does: string;
}

const LIST_KEYS: readonly Entry[] = [
  { keys: ['↑', '↓'], does: 'Row above or below' },
  { keys: ['Page Up', 'Page Down'], does: 'A screenful up or down' },
  { keys: ['Home', 'End'], does: 'First or last row' },
  { keys: ['Enter'], does: 'Show it on the timeline' },
  { keys: ['Esc'], does: 'Clear the selection' },
];

export function KeysHelp({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }): ReactNode {
  const mac = isMac();
  const anywhere = commands.flatMap(({ keys, name }) =>
    keys === undefined ? [] : [{ keys: [caps(keys, mac).join(' ')], does: name }],
  );
  const known = new Set(anywhere.flatMap(({ keys }) => keys));
  const onTimeline = TIMELINE_KEYS.filter(({ keys }) => !keys.every((each) => known.has(each)));
  return (
    <Modal label="Keys" wide onClose={onClose}>
      <div className={styles.head}>
        <h2>Keys</h2>
        <Button look="quiet" className={styles.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      <div className={styles.groups}>
        <Group title="Anywhere" entries={anywhere} />
        <Group title="In a list" entries={LIST_KEYS} />
        <Group title="On the timeline" entries={onTimeline} />
      </div>
    </Modal>
  );
}

function Group({ title, entries }: { title: string; entries: readonly Entry[] }): ReactNode {
  return (
    <section className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.entries}>
        {entries.map(({ keys, does }) => (
          <div className={styles.entry} key={does}>
            <dt>
              {keys.map((each) => (
                <Cap key={each} text={each} />
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
