/** The window's buttons. An icon button's name is its tooltip too, with its keys. */
import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';
import { Keycaps } from './keycaps.tsx';

type ButtonProps = ComponentProps<'button'> & {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly small?: boolean;
};

export function Button({ look = 'plain', small = false, className, ...rest }: ButtonProps): ReactNode {
  const names = [styles.button, styles[look], small ? styles.small : undefined, className];
  return <button type="button" {...rest} className={names.filter(Boolean).join(' ')} />;
}

interface ButtonLinkProps {
  readonly href: string;
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly small?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Leads somewhere, and looks like what does something. */
export function ButtonLink({ look = 'plain', small = false, className, ...rest }: ButtonLinkProps): ReactNode {
  const names = [styles.button, styles.link, styles[look], small ? styles.small : undefined, className];
  return <Link {...rest} className={names.filter(Boolean).join(' ')} />;
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  readonly icon: IconName;
  readonly label: string;
  readonly keys?: string;
};

export function IconButton({ icon, label, keys, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <Hint text={label} {...(keys === undefined ? {} : { keys })}>
      <Button {...rest} aria-label={label} className={[styles.icon, className].filter(Boolean).join(' ')}>
        <Icon name={icon} />
      </Button>
    </Hint>
  );
}

/** A tooltip. It says nothing that the control's own name does not say, so it is not read out a second time. */
export function Hint({ text, keys, children }: { text: string; keys?: string; children: ReactNode }): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.hint} sideOffset={6} collisionPadding={8} aria-hidden="true">
          {text}
          {keys === undefined ? null : <Keycaps keys={keys} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
