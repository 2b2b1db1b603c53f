/**
 * Keeps one kind of backend going: tries those that fit the session in order, uses the first that works, and starts again
 * with growing pauses when it is lost or none works yet (the display server may come later, or again).
 */
import type { Log } from '../lifecycle/log.ts';
import type { Timer } from '../store/clock.ts';
import { BackendError, type SelfDescription } from './backend.ts';
import { broken } from './broken.ts';

/** One way to see something of a desktop. */
export interface Candidate<B> {
  /** For the log and for a person: the desktop it is for. */
  readonly name: string;
  /** Loads its code, which none else needs; null: it is for another kind of session. */
  load(): Promise<B | null>;
}

interface Backend {
  about(): SelfDescription;
  stop(): Promise<void>;
}

export interface Problem {
  readonly message: string;
  readonly fix: string | null;
}

export type KeeperState =
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly about: SelfDescription }
  /** It is tried again. */
  | { readonly state: 'waiting'; readonly problem: Problem }
  /** Nothing here can see it. */
  | { readonly state: 'unfit'; readonly problem: Problem };

export interface KeeperOptions<B extends Backend> {
  /** What is wanted, for the log: `the window in front`. */
  readonly wanted: string;
  readonly candidates: readonly Candidate<B>[];
  start(backend: B, lost: (problem: string) => void): Promise<void>;
  onChange(): void;
  /** It can see no longer, or not yet. */
  onLost(): void;
  readonly timer: Timer;
  readonly log: Log;
}

const PAUSES_MS = [500, 1000, 2000, 5000, 10_000, 30_000] as const;

export class BackendKeeper<B extends Backend> {
  state: KeeperState = { state: 'starting' };
  readonly #options: KeeperOptions<B>;
  #backend: B | null = null;
  #pause: unknown;
  #attempts = 0;
  #stopped = false;

  constructor(options: KeeperOptions<B>) {
    this.#options = options;
  }

  /** The one that works; null: none does at the moment. */
  get backend(): B | null {
    return this.#backend;
  }

  /** Resolves when the first attempt is over, however it went. */
  async start(): Promise<void> {
    const { candidates, wanted } = this.#options;
    const problems: BackendError[] = [];
    for (const candidate of candidates) {
      if (this.#stopped) return;
      const problem = await this.#try(candidate);
      if (problem === 'other-session') continue;
      if (problem === null) return;
      this.#options.log.info(`watchers: ${candidate.name} cannot tell ${wanted}: ${problem.message}`);
      problems.push(problem);
    }
    if (!this.#stopped) this.#noneWorks(problems);
  }

  /** Never fails. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.timer.clear(this.#pause);
    const backend = this.#backend;
    this.#backend = null;
    await backend?.stop();
  }

  /** Null: it works. */
  async #try({ load }: Candidate<B>): Promise<BackendError | 'other-session' | null> {
    const { start, log, wanted } = this.#options;
    let backend: B | null = null;
    try {
      const loaded = await load();
      if (loaded === null) return 'other-session';
      backend = loaded;
      let lostEarly: string | null = null;
      const lost = (problem: string) => {
        if (this.#backend === loaded) this.#lost(problem);
        else lostEarly = problem;
      };
      await start(loaded, lost);
      if (lostEarly !== null) throw new BackendError('broken', lostEarly);
      if (this.#stopped) {
        await loaded.stop();
        return null;
      }
      this.#backend = loaded;
      this.#attempts = 0;
      const about = loaded.about();
      log.info(`watchers: ${about.name} tells ${wanted}`);
      this.#become({ state: 'running', about });
      return null;
    } catch (error) {
      await backend?.stop();
      return broken(error);
    }
  }

  #noneWorks(problems: readonly BackendError[]): void {
    const { wanted } = this.#options;
    // The nearest to working has the most to say.
    const telling = problems.find(({ kind }) => kind === 'broken') ?? problems[0];
    if (telling === undefined || telling.kind === 'unfit') {
      const message = telling?.message ?? `This desktop has no way to tell ${wanted}.`;
      this.#become({ state: 'unfit', problem: { message, fix: telling?.fix ?? null } });
    } else {
      this.#tryLater({ message: telling.message, fix: telling.fix });
    }
  }

  #lost(message: string): void {
    const { log, wanted, onLost } = this.#options;
    const backend = this.#backend;
    this.#backend = null;
    log.warn(`watchers: lost ${wanted}: ${message}`);
    onLost();
    // What is lost is let go of before it is started again.
    void backend?.stop().then(() => this.#tryLater({ message, fix: null }));
  }

  #tryLater(problem: Problem): void {
    if (this.#stopped) return;
    const wait = PAUSES_MS[Math.min(this.#attempts, PAUSES_MS.length - 1)] ?? 0;
    this.#attempts += 1;
    this.#become({ state: 'waiting', problem });
    this.#pause = this.#options.timer.set(wait, () => void this.start());
  }

  #become(state: KeeperState): void {
    this.state = state;
    this.#options.onChange();
  }
}
