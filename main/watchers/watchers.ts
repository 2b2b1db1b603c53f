/**
 * Daytrail's own watchers, put together: a backend that tells of windows, one that tells of input, what happens to the
 * session, the rules that make beats of all that (window-recorder.ts, presence.ts), and the buckets they go into.
 *
 * Nothing here decides what is recorded; this file knows when whom to ask.
 */
import type { WatchersHealth } from '../../preload/contract/watchers.ts';
import type { Micros } from '../events/event.ts';
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';
import { type Clock, systemClock, systemTimer, type Timer } from '../store/clock.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { ActiveWindow, IdleBackend, WindowBackend } from './backend.ts';
import { BackendKeeper, type Candidate } from './backend-keeper.ts';
import type { WriterStore } from './bucket-writer.ts';
import { Continuity } from './continuity.ts';
import { HealthNews, healthOf, type WatcherParts } from './health.ts';
import { OwnBuckets, type Wanted, type WatcherName } from './own-buckets.ts';
import { offUntilBoot } from './powered-off.ts';
import { type Evidence, Presence } from './presence.ts';
import { SessionListener } from './session-listener.ts';
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

export class Watchers {
  readonly #options: WatchersOptions;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #recorder = new WindowRecorder();
  readonly #presence: Presence;
  readonly #continuity: Continuity;
  readonly #buckets: OwnBuckets;
  readonly #session: SessionListener;
  readonly #windows: BackendKeeper<WindowBackend>;
  readonly #idle: BackendKeeper<IdleBackend>;
  readonly #news = new HealthNews(() => this.health());
  #front: ActiveWindow | null = null;
  #state: 'off' | 'on' | 'over' = 'off';
  #nextLook: unknown;
  #nextDecision: unknown;
  #unsubscribe = (): void => undefined;

  constructor(options: WatchersOptions) {
    const { store, hostname, clock = systemClock, timer = systemTimer, awayAfter, log, windows, idle } = options;
    const { systemEvents: sources = [] } = options;
    this.#options = options;
    this.#clock = clock;
    this.#timer = timer;
    this.#presence = new Presence(awayAfter === undefined ? {} : { awayAfter });
    this.#continuity = new Continuity(clock);
    const onChange = () => this.#news.tell();
    this.#buckets = new OwnBuckets({ store, hostname, clock, timer, log, onChange });
    this.#session = new SessionListener({ sources, timer, log, happened: (event) => this.happened(event) });
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
    this.#unsubscribe = this.#options.store.on('events', (changed) => this.#buckets.changed(changed));
    void this.#windows.start();
    void Promise.all([this.#idle.start(), this.#recordOff()]).then(() => this.#look());
    this.#session.start();
    this.#news.tell();
  }

  /** Something happened to the session. Told as soon as it is known; before sleep everything is brought to the disk. */
  happened(event: SystemEvent): void {
    if (this.#state !== 'on') return;
    this.#options.log.info(`watchers: ${event}`);
    this.#checkTime();
    const at = this.#clock.now();
    const shown = this.#presence.desktopShown;
    this.#buckets.record('presence', this.#presence.happened(event, at));
    if (shown && !this.#presence.desktopShown) {
      this.#buckets.record('window', this.#recorder.end(at));
      this.#buckets.save();
    }
    if (!shown && this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(event === 'resume' || event === 'unlock' ? 0 : LOOK_EVERY_MS);
  }

  /**
   * Ends what goes on at this moment; from now on nothing is recorded, though it is seen what happens, so that it is known
   * what is there when recording resumes. May be called at any time.
   */
  pause(): void {
    if (this.#buckets.paused) return;
    this.#end();
    this.#buckets.paused = true;
    if (this.#state === 'on') this.#buckets.save();
    this.#news.tell();
  }

  /** Whatever is there now begins at this moment. */
  resume(): void {
    if (!this.#buckets.paused) return;
    if (this.#state === 'on') this.#checkTime();
    const at = this.#clock.now();
    this.#presence.gap(at, at);
    this.#recorder.end(at);
    this.#buckets.paused = false;
    if (this.#state !== 'on') return;
    if (this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(0);
    this.#news.tell();
  }

  /**
   * Which of them record from this moment on. One that does not is looked at all the same: a lock ends a window, whether
   * presence is recorded or not.
   */
  want(wanted: Wanted): void {
    const before = this.#buckets.wanted;
    if (wanted.window === before.window && wanted.presence === before.presence) return;
    if (this.#state === 'on') this.#checkTime();
    const at = this.#clock.now();
    if (wanted.window !== before.window) this.#buckets.record('window', this.#recorder.end(at));
    if (wanted.presence !== before.presence) this.#buckets.record('presence', this.#presence.gap(at, at));
    this.#buckets.wanted = { ...wanted };
    if (this.#state !== 'on') return;
    if (this.#presence.desktopShown) this.#seen(at);
    this.#lookIn(0);
    this.#news.tell();
  }

  /** Ends what goes on at this moment, and resolves when the store has been given all of it. Never fails. */
  async stop(): Promise<void> {
    const was = this.#state;
    this.#state = 'over';
    if (was !== 'on') return;
    this.#timer.clear(this.#nextLook);
    this.#timer.clear(this.#nextDecision);
    this.#end();
    await this.#buckets.finish();
    this.#unsubscribe();
    await Promise.all([this.#windows.stop(), this.#idle.stop(), this.#session.stop()]);
    this.#news.tell();
    this.#news.end();
  }

  health(): WatchersHealth {
    const of = (watcher: WatcherName, keeper: WatcherParts['keeper']) => {
      const on = this.#state === 'on' && this.#buckets.wanted[watcher];
      return healthOf({ watcher, on, keeper, writer: this.#buckets.of(watcher) });
    };
    return [of('window', this.#windows), of('presence', this.#idle)];
  }

  /** Told when it changes, but not for every heartbeat. Returns what ends it. */
  onHealth(listener: (health: WatchersHealth) => void): () => void {
    return this.#news.listen(listener);
  }

  /** Before anything else is recorded of presence. */
  async #recordOff(): Promise<void> {
    const { store, bootedAt, log } = this.#options;
    if (bootedAt === undefined) return;
    try {
      this.#buckets.record('presence', await offUntilBoot(store, this.#buckets.of('presence').bucket, bootedAt));
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'not-found') return;
      log.warn(`watchers: how long the computer was off could not be recorded: ${messageOf(error)}`);
    }
  }

  #end(): void {
    if (this.#state === 'off') return;
    this.#checkTime();
    const at = this.#clock.now();
    this.#buckets.record('window', this.#recorder.end(at));
    this.#buckets.record('presence', this.#presence.end(at));
  }

  #changed(window: ActiveWindow | null): void {
    if (this.#state !== 'on') return;
    this.#front = window;
    this.#checkTime();
    if (this.#presence.desktopShown) this.#seen(this.#clock.now());
  }

  #seen(at: Micros): void {
    this.#buckets.record('window', this.#recorder.seen(this.#front, at));
    this.#decideLater();
  }

  #windowLost(): void {
    this.#front = null;
    if (this.#state === 'on') this.#buckets.record('window', this.#recorder.end(this.#clock.now()));
  }

  #decideLater(): void {
    this.#timer.clear(this.#nextDecision);
    const decidesAt = this.#recorder.decidesAt();
    if (decidesAt === null) return;
    const wait = Math.max(0, Math.ceil((decidesAt - this.#clock.now()) / 1000));
    this.#nextDecision = this.#timer.set(wait, () => {
      this.#checkTime();
      this.#buckets.record('window', this.#recorder.tick(this.#clock.now()));
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
    this.#buckets.record('presence', this.#presence.look(evidence, at));
    if (this.#presence.desktopShown) {
      // A sleep that was announced did not come.
      if (!shown) this.#seen(at);
      this.#buckets.record('window', this.#recorder.tick(at));
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
    this.#buckets.record('presence', this.#presence.gap(gap.before, gap.after));
    this.#buckets.record('window', this.#recorder.end(gap.before));
    if (this.#presence.desktopShown) this.#seen(gap.after);
  }
}
