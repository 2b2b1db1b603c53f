/** What is in the file and what would be taken, what is to be decided about it, and the button that does it. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { Button } from '../../components/button.tsx';
import { Choices, Select } from '../../components/field.tsx';
import { Part } from '../../components/page.tsx';
import { counted } from '../../format/names.ts';
import { useStatus } from '../../state/actions.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useImportTask } from '../../state/imports.tsx';
import { useTimes } from '../../state/person.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { type AskedHost, askedHosts, ownHosts, type SettingsChoice, settingsTaken } from './choices.ts';
import styles from './import-view.module.css';
import { PreviewTable } from './preview-table.tsx';
import { settingWords } from './setting-words.ts';
import { SOURCES, totalOf } from './words.ts';

/** `counting`: these numbers are of before the last choice, and the next are on their way. */
export function PreviewStep({ preview, counting }: { preview: ImportPreview; counting: boolean }): ReactNode {
  const task = useImportTask();
  const { locale } = useTimes();
  const [settings, setSettings] = useState<SettingsChoice>('missing');
  const { fresh } = totalOf(preview.buckets);
  const taken = settingsTaken(preview, settings);
  const created = preview.buckets.some((bucket) => !bucket.exists);
  const nothing = fresh === 0 && taken === 0 && !created;
  const what = fresh === 0 ? 'Import' : `Import ${counted(fresh, 'event', 'events', locale)}`;
  return (
    <div className={styles.parts}>
      <section className={styles.what} aria-label="What is in the file">
        <h2 className={styles.title}>{SOURCES[preview.kind]}</h2>
        <p className={styles.path}>{preview.path}</p>
        <p>{counting ? 'Counting again…' : sayPreview(preview, locale)}</p>
      </section>
      {preview.buckets.length === 0 ? null : (
        <div aria-busy={counting} className={counting ? styles.stale : undefined}>
          <PreviewTable buckets={preview.buckets} />
        </div>
      )}
      <Hosts preview={preview} />
      {preview.settings.length === 0 ? null : <Settings preview={preview} choice={settings} onChange={setSettings} />}
      <div className={styles.bar}>
        <Button look="primary" disabled={nothing || counting} onClick={() => void task.run(settings)}>
          {counting ? 'Counting…' : what}
        </Button>
        <Button disabled={counting} onClick={() => task.restart()}>
          Choose another file
        </Button>
      </div>
    </div>
  );
}

function sayPreview(preview: ImportPreview, locale: string): string {
  const { events, fresh, known, refused } = totalOf(preview.buckets);
  if (preview.buckets.length === 0) return 'There is no bucket in it.';
  const number = new Intl.NumberFormat(locale);
  const what = `${counted(events, 'event', 'events', locale)} in ${counted(preview.buckets.length, 'bucket', 'buckets', locale)}`;
  if (events > 0 && known === events) return `${what}. All of it is here already.`;
  const parts = [
    `${number.format(fresh)} ${fresh === 1 ? 'is' : 'are'} new`,
    known === 0 ? '' : `${number.format(known)} ${known === 1 ? 'is' : 'are'} here already`,
    refused === 0 ? '' : `${number.format(refused)} cannot be taken`,
  ];
  return `${what}: ${parts.filter((part) => part !== '').join(', ')}.`;
}

/** A computer that was renamed has two names in its record; here they become one, or stay it, or are two again. */
function Hosts({ preview }: { preview: ImportPreview }): ReactNode {
  const task = useImportTask();
  const { data: buckets = [] } = useQuery(bucketsQuery(useDaytrail()));
  const { data: status } = useStatus();
  const asked = askedHosts(preview, ownHosts(status, buckets));
  if (asked.length === 0) return null;
  return (
    <Part
      title="Computers"
      note="If one of these is a computer that has another name now, say so: its events then stand in the same lanes, and what is already there is left out. It is remembered for what you import later."
    >
      <ul className={styles.hosts}>
        {asked.map((each) => (
          <HostChoice key={each.host} asked={each} onChoose={(to) => void task.take(each.host, to)} />
        ))}
      </ul>
    </Part>
  );
}

interface HostChoiceProps {
  readonly asked: AskedHost;
  /** Given its own name where it is another computer. */
  readonly onChoose: (to: string) => void;
}

function HostChoice({ asked: { host, to, choices }, onChoose }: HostChoiceProps): ReactNode {
  const id = useId();
  return (
    <li className={styles.host}>
      <label htmlFor={id} className={styles.hostName}>
        {host}
      </label>
      <Select id={id} value={to ?? ''} onChange={({ target }) => onChoose(target.value === '' ? host : target.value)}>
        <option value="">is another computer</option>
        {choices.map((name) => (
          <option key={name} value={name}>
            is called {name} now
          </option>
        ))}
      </Select>
    </li>
  );
}

interface SettingsProps {
  readonly preview: ImportPreview;
  readonly choice: SettingsChoice;
  readonly onChange: (choice: SettingsChoice) => void;
}

function Settings({ preview, choice, onChange }: SettingsProps): ReactNode {
  const { locale } = useTimes();
  const say = (what: SettingsChoice) => counted(settingsTaken(preview, what), 'setting', 'settings', locale);
  return (
    <Part title="Settings and categories">
      <Choices
        label="Which settings are taken"
        value={choice}
        onChange={onChange}
        options={[
          { value: 'missing', name: 'Those that are not set here', detail: say('missing') },
          { value: 'all', name: 'All, in place of those here', detail: say('all') },
          { value: 'none', name: 'None' },
        ]}
      />
      <details className={styles.details}>
        <summary>What they are</summary>
        <ul className={styles.keys}>
          {preview.settings.map((setting) => (
            <li key={setting.key}>
              {settingWords(setting, locale) ?? <code>{setting.key}</code>}{' '}
              <span className={styles.muted}>{STATES[setting.state]}</span>
            </li>
          ))}
        </ul>
      </details>
    </Part>
  );
}

const STATES = { new: 'not set here', same: 'the same here', different: 'set differently here' } as const;
