/**
 * Everything a person can do, in one list: the palette offers it, the help shows its keys, and its keys work wherever
 * no field or dialog wants them. Components add their commands while they are shown.
 */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { isMac, matches, takesKeys } from './keys.ts';

/** In the order they are offered in: the buckets, of which there may be many, after all else. */
const GROUPS = ['Timeline', 'Activity', 'Data', 'Daytrail', 'Buckets'] as const;

export interface Command {
  /** Unique; of two with the same id the one added last stands. */
  readonly id: string;
  readonly name: string;
  readonly group: (typeof GROUPS)[number];
  /** As keys.ts writes them. */
  readonly keys?: string;
  /** Other words that find it. */
  readonly words?: string;
  run(): void;
}

class CommandList {
  #added = new Map<symbol, readonly Command[]>();
  #all: readonly Command[] = [];
  readonly #listeners = new Set<() => void>();

  get = (): readonly Command[] => this.#all;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(owner: symbol, commands: readonly Command[]): void {
    this.#added.set(owner, commands);
    this.#changed();
  }

  remove(owner: symbol): void {
    this.#added.delete(owner);
    this.#changed();
  }

  /** Runs the command that the pressed key belongs to, if there is one. */
  press(event: KeyboardEvent): boolean {
    const mac = isMac();
    const command = this.#all.find((each) => each.keys !== undefined && matches(each.keys, event, mac));
    command?.run();
    return command !== undefined;
  }

  #changed(): void {
    const byId = new Map([...this.#added.values()].flat().map((command) => [command.id, command]));
    this.#all = GROUPS.flatMap((group) => [...byId.values()].filter((command) => command.group === group));
    for (const listener of this.#listeners) listener();
  }
}

const CommandContext = createContext<CommandList | null>(null);

function useList(): CommandList {
  const list = useContext(CommandContext);
  if (list === null) throw new Error('Commands are used outside of CommandProvider');
  return list;
}

export function CommandProvider({ children }: { children: ReactNode }): ReactNode {
  const [list] = useState(() => new CommandList());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || takesKeys(event.target) || document.querySelector('dialog[open]') !== null) return;
      if (list.press(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list]);
  return <CommandContext value={list}>{children}</CommandContext>;
}

export function useAllCommands(): readonly Command[] {
  const list = useList();
  return useSyncExternalStore(list.subscribe, list.get);
}

/**
 * Offers the commands while the component is shown. Each `run` is the newest one given; the rest is told by `id` and
 * `name`.
 */
export function useCommands(commands: readonly Command[]): void {
  const list = useList();
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  const run = useCallback((id: string) => latest.current.find((command) => command.id === id)?.run(), []);
  const told = JSON.stringify(commands.map(({ run: _, ...rest }) => rest));
  useEffect(() => {
    const owner = Symbol('commands');
    const stable = (JSON.parse(told) as Omit<Command, 'run'>[]).map((each) => ({ ...each, run: () => run(each.id) }));
    list.set(owner, stable);
    return () => list.remove(owner);
  }, [list, told, run]);
}
