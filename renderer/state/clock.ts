/** Now, for components: read again exactly when what they show changes, and not while the window is hidden. */
import { useEffect, useState } from 'react';
import type { Micros } from '../timeline/micros.ts';

export const readClock = (): Micros => Date.now() * 1000;

/** Calls back when the window comes into view again, where a hidden window's clock has stood still. */
function onShown(callback: () => void): () => void {
  const listener = () => {
    if (!document.hidden) callback();
  };
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/**
 * The present moment in µs, renewed each time `changesIn` says that the label made of it changes. `changesIn` must be a
 * stable function of the moment, in µs.
 */
export function useNow(changesIn: (now: Micros) => Micros): Micros {
  const [now, setNow] = useState(readClock);
  useEffect(() => {
    const renew = () => setNow(readClock());
    if (document.hidden) return onShown(renew);
    const timer = setTimeout(renew, Math.max(50, Math.ceil(changesIn(now) / 1000)));
    const stop = onShown(renew);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [now, changesIn]);
  return now;
}

/** For `useNow`: at each full period of so many µs. */
export const everyPeriod = (period: Micros) => (now: Micros) => period - (now % period);
