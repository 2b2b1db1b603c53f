/**
 * What happens to the session as a whole: it is locked, put to sleep, ended, or another person's is shown. Whoever hears
 * of it (Electron's powerMonitor, logind) tells it by this interface; presence.ts decides what it means for the record.
 */

export type SystemEvent = 'lock' | 'unlock' | 'suspend' | 'resume' | 'shutdown' | 'switch-away' | 'switch-back';

export interface SystemEventListener {
  /** As soon as it is known; each is told once, when it changes, however many ways the system says it. */
  happened(event: SystemEvent): void;
  /** Nothing can be heard any more. Called at most once, and nothing after it. */
  lost(problem: string): void;
}

export interface SystemEvents {
  /** Resolves once it hears. Rejects with a BackendError where it cannot work on this machine. */
  start(listener: SystemEventListener): Promise<void>;
  /** Never fails, and may be called in any state. Nothing is told after it was called. */
  stop(): Promise<void>;
}
