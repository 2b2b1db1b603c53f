/** The window's head: where one is, where one can go, and the door to everything else. */
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Button, Hint, IconButton } from '../../components/button.tsx';
import { Icon, type IconName, Mark } from '../../components/icon.tsx';
import { Keycaps } from '../../components/keycaps.tsx';
import menuStyles from '../../components/menu.module.css';
import type { Command } from '../../state/commands.tsx';
import styles from './header.module.css';

interface HeaderProps {
  /** By the first part of its path, where each view was left. */
  readonly places: Readonly<Record<string, string>>;
  /** What the menu at the end offers. */
  readonly menu: readonly Command[];
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

const VIEWS: readonly { path: string; name: string; icon: IconName }[] = [
  { path: 'timeline', name: 'Timeline', icon: 'timeline' },
  { path: 'activity', name: 'Activity', icon: 'activity' },
  { path: 'data', name: 'Data', icon: 'data' },
  { path: 'preferences', name: 'Preferences', icon: 'preferences' },
];

/** Moving in is a matter of the data. */
function viewOf(location: string): string {
  const first = location.split('/')[1] ?? '';
  return first === 'import' ? 'data' : first;
}

export function Header({ places, menu, onPalette, onHelp }: HeaderProps): ReactNode {
  const [location] = useLocation();
  return (
    <header className={styles.header}>
      <span className={styles.brand}>
        <Mark className={styles.mark} />
        <span className={styles.word}>Daytrail</span>
      </span>
      <nav className={styles.views} aria-label="Views">
        {VIEWS.map(({ path, name, icon }) => {
          const here = viewOf(location) === path;
          // From elsewhere back to where it was left; from itself to its beginning.
          const href = here ? `/${path}` : (places[path] ?? `/${path}`);
          return (
            <Link
              key={path}
              href={href}
              className={styles.view}
              data-view={path}
              aria-current={here ? 'page' : undefined}
            >
              <Icon name={icon} />
              {name}
            </Link>
          );
        })}
      </nav>
      <div className={styles.tools}>
        <Hint text="Go to or do anything" keys="Mod+K">
          <Button
            className={styles.palette}
            onClick={onPalette}
            aria-label="Go to or do anything"
            aria-haspopup="dialog"
          >
            <Icon name="search" />
            <span className={styles.paletteText}>Go to or do…</span>
            <span className={styles.paletteKeys}>
              <Keycaps keys="Mod+K" />
            </span>
          </Button>
        </Hint>
        <IconButton
          look="quiet"
          icon="help"
          label="Keys"
          keys="?"
          className={styles.help}
          onClick={onHelp}
          aria-haspopup="dialog"
        />
        <DropdownMenu.Root modal={false}>
          <DropdownMenu.Trigger asChild>
            <Button look="quiet" className={styles.more} aria-label="More">
              <Icon name="more" />
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content className={menuStyles.menu} align="end" sideOffset={4} collisionPadding={8}>
            {menu.map((command) => (
              <DropdownMenu.Item key={command.id} className={menuStyles.item} onSelect={() => command.run()}>
                {command.name}
                {command.keys === undefined ? null : <Keycaps keys={command.keys} />}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Root>
      </div>
    </header>
  );
}
