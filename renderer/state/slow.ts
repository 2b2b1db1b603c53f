/** Progress is shown for what takes over half a second, and never flashes for what takes less. */
import { useEffect, useState } from 'react';

export const SLOW_MS = 500;

/** True once `pending` has been true for half a second, and as soon as it no longer is, false. */
export function useSlow(pending: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  return pending && slow;
}
