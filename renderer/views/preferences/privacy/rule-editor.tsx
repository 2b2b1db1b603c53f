/**
 * One rule, as it is written: where it looks, for what, and what it does then. While one types it is said whether it can be
 * used, what it would do with a text, and how much of the last days it would have kept out.
 */
import { type ReactNode, useId, useState } from 'react';
import type { PrivacyRule } from '../../../../preload/contract/privacy.ts';
import { Actions } from '../../../components/actions.tsx';
import { Button } from '../../../components/button.tsx';
import { Choices, Labelled, Select, TextInput } from '../../../components/field.tsx';
import { Modal } from '../../../components/modal.tsx';
import { readClock } from '../../../state/clock.ts';
import { useTimes } from '../../../state/person.tsx';
import { useTrial } from '../../../state/privacy.ts';
import { useSettled } from '../../../state/settled.ts';
import styles from './privacy.module.css';
import { FIELDS, PLACES, placeName } from './rule.ts';
import { eventsInWords, textInWords } from './trial.ts';

interface RuleEditorProps {
  readonly rule: PrivacyRule;
  readonly isNew: boolean;
  readonly saving: boolean;
  readonly onSave: (rule: PrivacyRule) => void;
  readonly onClose: () => void;
}

/** Longer than between two letters that somebody types. */
const SETTLES_MS = 250;
const OTHER = 'other';

export function RuleEditor({ rule: before, isNew, saving, onSave, onClose }: RuleEditorProps): ReactNode {
  const { locale } = useTimes();
  const [rule, setRule] = useState(before);
  const [sample, setSample] = useState('');
  const [end] = useState(readClock);
  const set = (changes: Partial<PrivacyRule>) => setRule({ ...rule, ...changes } as PrivacyRule);
  const settled = useSettled(rule, SETTLES_MS);
  const tried = useSettled(sample, SETTLES_MS);
  const trial = useTrial(settled, tried === '' ? null : tried, end);
  const empty = rule.pattern === '';
  const problem = empty ? null : (trial.error?.message ?? trial.data?.problem ?? null);
  const title = isNew ? 'New rule' : 'Edit rule';
  const status = useId();
  return (
    <Modal label={title} wide onClose={onClose}>
      <form
        className={styles.editor}
        onSubmit={(event) => {
          event.preventDefault();
          if (!empty) onSave(rule);
        }}
      >
        <h2>{title}</h2>
        <div className={styles.fields}>
          <Place prefix={rule.bucket_prefix} onChange={(bucket_prefix) => set({ bucket_prefix })} />
          <Field field={rule.field} onChange={(field) => set({ field })} />
        </div>
        <Labelled
          label="Pattern"
          hint={
            <>
              Looked for anywhere in it. A regular expression: <code>(?i)bank</code> finds Bank and bank,{' '}
              <code>^Inbox</code> only what begins so.
            </>
          }
        >
          {(names) => (
            <TextInput
              {...names}
              className={styles.pattern}
              value={rule.pattern}
              aria-invalid={problem !== null}
              aria-describedby={`${names['aria-describedby'] ?? ''} ${status}`}
              onChange={({ target }) => set({ pattern: target.value })}
            />
          )}
        </Labelled>
        <Choices
          label="What happens with it"
          value={rule.action}
          onChange={(action) => set({ action })}
          options={[
            { value: 'drop', name: 'Drop it', detail: 'Nothing of it is stored.' },
            { value: 'redact', name: 'Redact it', detail: 'It is stored with another text in this place.' },
          ]}
        />
        {rule.action === 'redact' ? (
          <Labelled label="Text instead">
            {(names) => (
              <TextInput
                {...names}
                value={rule.replacement}
                onChange={({ target }) => set({ replacement: target.value })}
              />
            )}
          </Labelled>
        ) : null}
        <div className={styles.trial}>
          <Labelled label="Try it on a text">
            {(names) => (
              <TextInput
                {...names}
                className={styles.pattern}
                value={sample}
                placeholder="My bank – Mozilla Firefox"
                onChange={({ target }) => setSample(target.value)}
              />
            )}
          </Labelled>
          <div id={status} role="status" className={styles.outcome}>
            {problem === null ? null : <p className={styles.problem}>This rule cannot be used: {problem}.</p>}
            {empty || problem !== null || trial.data === undefined ? null : (
              <>
                {tried === '' || trial.isPlaceholderData ? null : <p>{textInWords(trial.data, settled)}</p>}
                <p>{eventsInWords(trial.data, settled, locale)}</p>
              </>
            )}
          </div>
        </div>
        <p className={styles.muted}>What is stored already is not changed.</p>
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={empty || problem !== null || saving}>
            Save
          </Button>
        </Actions>
      </form>
    </Modal>
  );
}

function Place({ prefix, onChange }: { prefix: string; onChange: (prefix: string) => void }): ReactNode {
  const known = PLACES.some((place) => place.prefix === prefix);
  const [other, setOther] = useState(!known);
  return (
    <div className={styles.choice}>
      <Labelled label="Where">
        {(names) => (
          <Select
            {...names}
            value={other ? OTHER : prefix}
            onChange={({ target }) => {
              setOther(target.value === OTHER);
              if (target.value !== OTHER) onChange(target.value);
            }}
          >
            {PLACES.map((place) => (
              <option key={place.prefix} value={place.prefix}>
                {placeName(place.prefix)}
              </option>
            ))}
            <option value={OTHER}>Other buckets</option>
          </Select>
        )}
      </Labelled>
      {other ? (
        <Labelled label="Ids begin with">
          {(names) => <TextInput {...names} value={prefix} onChange={({ target }) => onChange(target.value)} />}
        </Labelled>
      ) : null}
    </div>
  );
}

function Field({ field, onChange }: { field: string; onChange: (field: string) => void }): ReactNode {
  const known = FIELDS.some((each) => each.field === field);
  const [other, setOther] = useState(!known);
  return (
    <div className={styles.choice}>
      <Labelled label="Looks at">
        {(names) => (
          <Select
            {...names}
            value={other ? OTHER : field}
            onChange={({ target }) => {
              setOther(target.value === OTHER);
              if (target.value !== OTHER) onChange(target.value);
            }}
          >
            {FIELDS.map((each) => (
              <option key={each.field} value={each.field}>
                {each.name}
              </option>
            ))}
            <option value={OTHER}>Other field</option>
          </Select>
        )}
      </Labelled>
      {other ? (
        <Labelled label="Name of the field">
          {(names) => <TextInput {...names} value={field} onChange={({ target }) => onChange(target.value)} />}
        </Labelled>
      ) : null}
    </div>
  );
}
