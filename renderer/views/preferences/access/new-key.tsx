/** A key that was just made: shown this once, with the way to copy it and where to put it. */
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { copyText } from '../../../state/copy.ts';
import styles from './access.module.css';

type Copied = 'no' | 'yes' | 'by-hand';

const SAID: Readonly<Record<Copied, string>> = {
  no: '',
  yes: 'Copied.',
  'by-hand': 'It could not be copied. It is selected: copy it with the keyboard.',
};

export function NewKey({ value }: { value: string }): ReactNode {
  const shown = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<Copied>('no');
  const copy = async () => {
    if (await copyText(value)) return setCopied('yes');
    if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
    setCopied('by-hand');
  };
  return (
    <section className={styles.newKey} aria-label="The new key">
      <p>
        <strong>This is the key. It is shown this once.</strong> Copy it before you leave this page.
      </p>
      <div className={styles.keyLine}>
        <code ref={shown} className={styles.key}>
          {value}
        </code>
        <Button small onClick={() => void copy()}>
          Copy
        </Button>
        <span role="status">{SAID[copied]}</span>
      </div>
      <dl className={styles.how}>
        <dt>ActivityWatch's window and away watchers, and others in Python</dt>
        <dd>
          In the file <code>aw-server-rust/config.toml</code> in ActivityWatch's configuration folder, below{' '}
          <code>[auth]</code>: <code>api_key = "…"</code>. They read it from there when they start.
        </dd>
        <dt>The browser extension</dt>
        <dd>In its settings, under “API key”.</dd>
        <dt>Anything else</dt>
        <dd>
          With each request, the header <code>Authorization: Bearer …</code>
        </dd>
      </dl>
    </section>
  );
}
