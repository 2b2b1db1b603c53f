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
import {
  foreignHosts,
  type HostChoices,
  hostsIn,
  ownHosts,
  type SettingsChoice,
  settingsTaken,
  withHost,
} from './choices.ts';
import styles from './import-view.module.css';
import { PreviewTable } from './preview-table.tsx';
import { SOURCES, totalOf } from './words.ts';

export function PreviewStep({ preview }: { preview: ImportPreview }): ReactNode {
  const task = useImportTask();
  const { locale } = useTimes();
  const [hosts, setHosts] = useState<HostChoices>(new Map());
  const [settings, setSettings] = useState<SettingsChoice>('missing');
  const { fresh } = totalOf(preview.buckets);
  const taken = settingsTaken(preview, settings);
  const created = preview.buckets.some((bucket) => !bucket.exists);
  const nothing = fresh === 0 && taken === 0 && !created;
  // Counted under the names in the file: under its name of today a computer may have some of it already.
  const most = hosts.size > 0 ? 'up to ' : '';
  return (
    <div className={styles.parts}>
      <section className={styles.what} aria-label="What is in the file">
        <h2 className={styles.title}>{SOURCES[preview.kind]}</h2>
        <p className={styles.path}>{preview.path}</p>
        <p>{sayPreview(preview, locale)}</p>
      </section>
      {preview.buckets.length === 0 ? null : <PreviewTable buckets={preview.buckets} />}
      <Hosts preview={preview} choices={hosts} onChange={setHosts} />
      {preview.settings.length === 0 ? null : <Settings preview={preview} choice={settings} onChange={setSettings} />}
      <div className={styles.bar}>
        <Button look="primary" disabled={nothing} onClick={() => void task.run({ hosts: hostsIn(hosts), settings })}>
          {fresh === 0 ? 'Import' : `Import ${most}${counted(fresh, 'event', 'events', locale)}`}
        </Button>
        <Button onClick={() => task.restart()}>Choose another file</Button>
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

interface HostsProps {
  readonly preview: ImportPreview;
  readonly choices: HostChoices;
  readonly onChange: (choices: HostChoices) => void;
}

/** A computer that was renamed has two names in its record; here they become one. */
function Hosts({ preview, choices, onChange }: HostsProps): ReactNode {
  const { data: buckets = [] } = useQuery(bucketsQuery(useDaytrail()));
  const { data: status } = useStatus();
  const own = ownHosts(status, buckets);
  const foreign = foreignHosts(preview, own);
  if (foreign.length === 0 || own.length === 0) return null;
  return (
    <Part
      title="Computers"
      note="If one of these is a computer that has another name now, say so: its events then stand in the same lanes, and what is already there is left out."
    >
      <ul className={styles.hosts}>
        {foreign.map((host) => (
          <HostChoice
            key={host}
            host={host}
            own={own}
            chosen={choices.get(host) ?? null}
            onChoose={(to) => onChange(withHost(choices, host, to))}
          />
        ))}
      </ul>
    </Part>
  );
}

interface HostChoiceProps {
  readonly host: string;
  readonly own: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (to: string | null) => void;
}

function HostChoice({ host, own, chosen, onChoose }: HostChoiceProps): ReactNode {
  const id = useId();
  return (
    <li className={styles.host}>
      <label htmlFor={id} className={styles.hostName}>
        {host}
      </label>
      <Select
        id={id}
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        <option value="">is another computer</option>
        {own.map((name) => (
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
          {preview.settings.map(({ key, state }) => (
            <li key={key}>
              <code>{key}</code> <span className={styles.muted}>{STATES[state]}</span>
            </li>
          ))}
        </ul>
      </details>
    </Part>
  );
}

const STATES = { new: 'not set here', same: 'the same here', different: 'set differently here' } as const;
