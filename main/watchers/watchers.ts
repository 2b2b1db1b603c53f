/**
 * Daytrail's own watchers, put together: a backend that tells of windows, one that tells of input, what happens to the
 * session, the rules that make beats of all that (window-recorder.ts, presence.ts), and the buckets they go into, which
 * are those of ActivityWatch's watchers, so that every query and view works on both.
 *
 * Nothing here decides what is recorded; this file knows when whom to ask.
 */
import type { EventsChanged } from '../../preload/contract/schemas.ts';
import type { WatcherHealth, WatchersHealth } from '../../preload/contract/watchers.ts';
import type { Micros } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { type Clock, systemClock, systemTimer, type Timer } from '../store/clock.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { ActiveWindow, IdleBackend, WindowBackend } from './backend.ts';
import { BackendKeeper, type Candidate } from './backend-keeper.ts';
import type { Beat } from './beat.ts';
import { BucketWriter, type WriterStore } from './bucket-writer.ts';
import { Continuity } from './continuity.ts';
import { offUntilBoot } from './powered-off.ts';
import { type Evidence, Presence } from './presence.ts';
import type { SystemEvent, SystemEvents } from './system-events.ts';
import { WindowRecorder } from './window-recorder.ts';

export interface WatchersOptions {
  readonly store: WriterStore & Pick<StoreHandle, 'on' | 'forceCommit' | 'listEvents'>;
  readonly hostname: string;
  readonly windows: readonly Candidate<WindowBackend>[];
  readonly idle: readonly Candidate<IdleBackend>[];
  /** All that may hear what happens to the session; what several hear counts once. */
  readonly systemEvents?: readonly SystemEvents[];
  /** When the computer was started. */
  readonly bootedAt?: Micros;
  /** Without input for so long, nobody is there. */
  readonly awayAfter?: () => Micros;
  readonly clock?: Clock;
  readonly timer?: Timer;
  readonly log: Log;
}

/** A look at everything. Away people come back at any second, and are looked for so often. */
const LOOK_EVERY_MS = 5000;
const LOOK_FOR_RETURN_MS = 1000;
const LISTEN_AGAIN_MS = 30_000;
/** Their own watchers' longest silences: the window's sends every 10 s, the away one is silent while it waits for input. */
const WINDOW_QUIET_MS = 60_000;
const PRESENCE_QUIET_MS = 240_000;

export type Wanted = Readonly<Record<WatcherHealth['watcher'], boolean>>;

export class Watchers {
  readonly #options: WatchersOptions;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #recorder = new WindowRecorder();
  readonly #presence: Presence;
  readonly #continuity: Continuity;
  readonly #windowWriter: BucketWriter;
  readonly #presenceWriter: BucketWriter;
  readonly #windows: BackendKeeper<WindowBackend>;
  readonly #idle: BackendKeeper<IdleBackend>;
  readonly #listeners = new Set<(health: WatchersHealth) => void>();
  #front: ActiveWindow | null = null;
  #state: 'off' | 'on' | 'over' = 'off';
  #paused = false;
  /** Which of them a person wants to record. */
  #wanted: Wanted = { window: true, presence: true };
  #nextLook: unknown;
  #nextDecision: unknown;
  #unsubscribe = (): void => undefined;
  #told = '';

  constructor(options: WatchersOptions) {
    const { clock = systemClock, timer = systemTimer, awayAfter, log, windows, idle } = options;
    this.#options = options;
    this.#clock = clock;
    this.#timer = timer;
    this.#presence = new Presence(awayAfter === undefined ? {} : { awayAfter });
    this.#continuity = new Continuity(clock);
    this.#windowWriter = this.#writer('aw-watcher-window', 'currentwindow', WINDOW_QUIET_MS);
    this.#presenceWriter = this.#writer('aw-watcher-afk', 'afkstatus', PRESENCE_QUIET_MS);
    const onChange = () => this.#tell();
    this.#windows = new BackendKeeper<WindowBackend>({
      wanted: 'the window in front',
      candidates: windows,
      start: (backend, lost) => backend.start({ changed: (window) => this.#changed(window), lost }),
      onChange,
      onLost: () => this.#windowLost(),
      timer,
      log,
    });
    this.#idle = new BackendKeeper<IdleBackend>({
      wanted: 'how long nobody has been there',
      candidates: idle,
      start: (backend, lost) => backend.start(lost),
      onChange,
      onLost: () => undefined,
      timer,
      log,
    });
  }

  /** Begins to record. Returns at once; how it goes is in the health. */
  start(): void {
    if (this.#state !== 'off') return;
    this.#state = 'on';
    this.#continuity.look();
    this.#unsubscribe = this.#options.store.on('events', (changed) => this.#noticed(changed));
    void this.#windows.start();
    void Promise.all([this.#idle.start(), this.#recordOff()]).then(() => this.#look());
    for (const source of this.#options.systemEvents ?? []) void this.#listenTo(source);
    this.#tell();
  }

  /** Something happened to the session. Told as soon as it is known; before sleep everything is brought to the disk. */
  happened(event: SystemEvent): void {
    if (this.#state !== 'on') return;
    this.#options.log.info(`watchers: ${event}`);
    this.#checkTime();
    const at = this.#clock.now();
    const shown = this.#presence.desktopShown;
    this.#record(this.#presenceWriter, this.#presence.happened(event, at));
    if (shown && !this.#presence.desktopShown) {
      this.#record(this.#windowWriter, this.#recorder.end(at));
      this.#save();
    }
    if (!shown && this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(event === 'resume' || event === 'unlock' ? 0 : LOOK_EVERY_MS);
  }

  /**
   * Ends what goes on at this moment; from now on nothing is recorded, though it is seen what happens, so that it is known
   * what is there when recording resumes. May be called at any time.
   */
  pause(): void {
    if (this.#paused) return;
    this.#end();
    this.#paused = true;
    if (this.#state === 'on') this.#save();
    this.#tell();
  }

  /** Whatever is there now begins at this moment. */
  resume(): void {
    if (!this.#paused) return;
    if (this.#state === 'on') this.#checkTime();
    const at = this.#clock.now();
    this.#presence.gap(at, at);
    this.#recorder.end(at);
    this.#paused = false;
    if (this.#state !== 'on') return;
    if (this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(0);
    this.#tell();
  }

  /**
   * Which of them record from this moment on. One that does not is looked at all the same: a lock ends a window, whether
   * presence is recorded or not.
   */
  want(wanted: Wanted): void {
    const before = this.#wanted;
    if (wanted.window === before.window && wanted.presence === before.presence) return;
    if (this.#state === 'on') this.#checkTime();
    const at = this.#clock.now();
    if (wanted.window !== before.window) this.#record(this.#windowWriter, this.#recorder.end(at));
    if (wanted.presence !== before.presence) this.#record(this.#presenceWriter, this.#presence.gap(at, at));
    this.#wanted = { ...wanted };
    if (this.#state !== 'on') return;
    if (this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(0);
    this.#tell();
  }

  /** Ends what goes on at this moment, and resolves when the store has been given all of it. Never fails. */
  async stop(): Promise<void> {
    const was = this.#state;
    this.#state = 'over';
    if (was !== 'on') return;
    this.#timer.clear(this.#nextLook);
    this.#timer.clear(this.#nextDecision);
    this.#end();
    await Promise.all([this.#windowWriter.finish(), this.#presenceWriter.finish()]);
    this.#unsubscribe();
    const sources = this.#options.systemEvents ?? [];
    await Promise.all([this.#windows.stop(), this.#idle.stop(), ...sources.map((source) => source.stop())]);
    this.#tell();
    this.#listeners.clear();
  }

  health(): WatchersHealth {
    return [
      this.#healthOf('window', this.#windows, this.#windowWriter),
      this.#healthOf('presence', this.#idle, this.#presenceWriter),
    ];
  }

  /** Told when it changes, but not for every heartbeat. Returns what ends it. */
  onHealth(listener: (health: WatchersHealth) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #writer(client: string, type: string, quietMs: number): BucketWriter {
    const { store, hostname, log } = this.#options;
    return new BucketWriter({
      store,
      bucket: `${client}_${hostname}`,
      spec: { type, client, hostname },
      quietMs,
      clock: this.#clock,
      timer: this.#timer,
      log,
      onChange: () => this.#tell(),
    });
  }

  async #listenTo(source: SystemEvents): Promise<void> {
    const { log } = this.#options;
    const lost = (problem: string) => {
      log.warn(`watchers: locks and sleep are not heard of any more: ${problem}`);
      this.#timer.set(LISTEN_AGAIN_MS, () => void this.#listenTo(source));
    };
    if (this.#state !== 'on') return;
    try {
      await source.start({ happened: (event) => this.happened(event), lost });
      if (this.#state !== 'on') await source.stop();
    } catch (error) {
      log.info(`watchers: locks and sleep are not heard of: ${messageOf(error)}`);
    }
  }

  /** Before anything else is recorded of presence. */
  async #recordOff(): Promise<void> {
    const { store, bootedAt, log } = this.#options;
    if (bootedAt === undefined) return;
    try {
      this.#record(this.#presenceWriter, await offUntilBoot(store, this.#presenceWriter.bucket, bootedAt));
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'not-found') return;
      log.warn(`watchers: how long the computer was off could not be recorded: ${messageOf(error)}`);
    }
  }

  #end(): void {
    if (this.#state === 'off') return;
    this.#checkTime();
    const at = this.#clock.now();
    this.#record(this.#windowWriter, this.#recorder.end(at));
    this.#record(this.#presenceWriter, this.#presence.end(at));
  }

  #record(writer: BucketWriter, beats: readonly Beat[]): void {
    const wanted = writer === this.#windowWriter ? this.#wanted.window : this.#wanted.presence;
    if (wanted && !this.#paused) writer.write(beats);
  }

  #changed(window: ActiveWindow | null): void {
    if (this.#state !== 'on') return;
    this.#front = window;
    this.#checkTime();
    if (this.#presence.desktopShown) this.#seen(this.#clock.now());
  }

  #seen(at: Micros): void {
    this.#record(this.#windowWriter, this.#recorder.seen(this.#front, at));
    this.#decideLater();
  }

  #windowLost(): void {
    this.#front = null;
    if (this.#state === 'on') this.#record(this.#windowWriter, this.#recorder.end(this.#clock.now()));
  }

  #decideLater(): void {
    this.#timer.clear(this.#nextDecision);
    const decidesAt = this.#recorder.decidesAt();
    if (decidesAt === null) return;
    const wait = Math.max(0, Math.ceil((decidesAt - this.#clock.now()) / 1000));
    this.#nextDecision = this.#timer.set(wait, () => {
      this.#checkTime();
      this.#record(this.#windowWriter, this.#recorder.tick(this.#clock.now()));
      this.#decideLater();
    });
  }

  #lookIn(ms: number): void {
    this.#timer.clear(this.#nextLook);
    this.#nextLook = this.#timer.set(ms, () => void this.#look());
  }

  async #look(): Promise<void> {
    if (this.#state !== 'on') return;
    this.#checkTime();
    const evidence = await this.#evidence();
    if (this.#state !== 'on') return;
    // The answer may have taken long enough for time to have jumped.
    this.#checkTime();
    const at = this.#clock.now();
    const shown = this.#presence.desktopShown;
    this.#record(this.#presenceWriter, this.#presence.look(evidence, at));
    if (this.#presence.desktopShown) {
      // A sleep that was announced did not come.
      if (!shown) this.#seen(at);
      this.#record(this.#windowWriter, this.#recorder.tick(at));
    }
    this.#lookIn(this.#presence.away === null ? LOOK_EVERY_MS : LOOK_FOR_RETURN_MS);
  }

  async #evidence(): Promise<Evidence> {
    const { backend } = this.#idle;
    try {
      if (backend === null) return { idle: null };
      const idle = Math.round((await backend.idleMs()) * 1000);
      if (backend.engaged === undefined || !this.#presence.wantsEngaged(idle, this.#clock.now())) return { idle };
      return { idle, engaged: await backend.engaged() };
    } catch {
      // It is lost, or about to be told so.
      return { idle: null };
    }
  }

  /** What went on before a gap ended with it, and what is there after it is seen anew. */
  #checkTime(): void {
    const gap = this.#continuity.look();
    if (gap === null) return;
    this.#options.log.info(`watchers: time did not go on evenly, what was going on ends with it`);
    this.#record(this.#presenceWriter, this.#presence.gap(gap.before, gap.after));
    this.#record(this.#windowWriter, this.#recorder.end(gap.before));
    if (this.#presence.desktopShown) this.#seen(gap.after);
  }

  #save(): void {
    const { store, log } = this.#options;
    Promise.all([this.#windowWriter.drain(), this.#presenceWriter.drain()])
      .then(() => store.forceCommit())
      .catch((error: Error) => log.warn(`watchers: saving failed: ${error.message}`));
  }

  #noticed(changed: EventsChanged): void {
    this.#windowWriter.changed(changed);
    this.#presenceWriter.changed(changed);
  }

  #healthOf(
    watcher: WatcherHealth['watcher'],
    keeper: BackendKeeper<WindowBackend> | BackendKeeper<IdleBackend>,
    writer: BucketWriter,
  ): WatcherHealth {
    const { state } = keeper;
    const about = state.state === 'running' ? (keeper.backend?.about() ?? state.about) : null;
    const unwritten = writer.problem === null ? null : { message: writer.problem, fix: null };
    return {
      watcher,
      bucket: writer.bucket,
      state:
        this.#state !== 'on' || !this.#wanted[watcher]
          ? 'off'
          : state.state !== 'running'
            ? state.state
            : writer.standsBack
              ? 'standing-back'
              : 'recording',
      backend:
        about === null
          ? null
          : { name: about.name, sees: [...about.sees], limits: about.limits.map((limit) => ({ ...limit })) },
      lastHeartbeat: writer.lastWritten,
      problem: 'problem' in state ? { ...state.problem } : unwritten,
    };
  }

  /** The last heartbeat alone is no news: it is in the status's sources anyway. */
  #tell(): void {
    if (this.#listeners.size === 0) return;
    const health = this.health();
    const text = JSON.stringify(
      health.map(({ lastHeartbeat, ...rest }) => ({ ...rest, ever: lastHeartbeat !== null })),
    );
    if (text === this.#told) return;
    this.#told = text;
    for (const listener of this.#listeners) listener(health);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
