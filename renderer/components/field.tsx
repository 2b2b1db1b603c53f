/** What a person fills in: a line of text, one of a list, one of a few that are explained. */
import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './field.module.css';

export function TextInput({ className, ...rest }: ComponentProps<'input'>): ReactNode {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={`${styles.input} ${className ?? ''}`}
    />
  );
}

export function Select({ className, ...rest }: ComponentProps<'select'>): ReactNode {
  return <select {...rest} className={`${styles.select} ${className ?? ''}`} />;
}

interface ChoicesProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string; readonly detail?: string }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choices<T extends string>({ label, value, options, onChange }: ChoicesProps<T>): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={styles.radio}
          />
          <span>
            {option.name}
            {option.detail === undefined ? null : <span className={styles.detail}>{option.detail}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface ToggleProps {
  readonly name: ReactNode;
  readonly detail?: ReactNode;
  readonly on: boolean;
  readonly disabled?: boolean;
  /** Where the name in sight does not tell it apart from others. */
  readonly label?: string;
  readonly onChange: (on: boolean) => void;
}

/** On or off, which holds as soon as it is pressed. */
export function Toggle({ name, detail, on, disabled = false, label, onChange }: ToggleProps): ReactNode {
  return (
    <label className={styles.choice} data-disabled={disabled}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        disabled={disabled}
        aria-label={label}
        onChange={({ target }) => onChange(target.checked)}
        className={styles.switch}
      />
      <span>
        {name}
        {detail === undefined ? null : <span className={styles.detail}>{detail}</span>}
      </span>
    </label>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** The control, which takes these. */
  readonly children: (names: { readonly id: string; readonly 'aria-describedby': string | undefined }) => ReactNode;
}

/** A control below its name, with what one has to know of it. */
export function Labelled({ label, hint, children }: LabelledProps): ReactNode {
  const id = useId();
  const described = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className={styles.labelled}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described })}
      {hint === undefined ? null : (
        <span id={described} className={styles.detail}>
          {hint}
        </span>
      )}
    </div>
  );
}
