/** Small things that this window remembers between visits, such as where a split stands. Losing them harms nothing. */
import { useCallback, useState } from 'react';

const PREFIX = 'daytrail:';

/** `read` makes the value of what was stored, and gives its default for null or anything it does not understand. */
export function useRemembered<T extends string | number>(
  name: string,
  read: (stored: string | null) => T,
): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(load(name)));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      save(name, String(next));
    },
    [name],
  );
  return [value, remember];
}

function load(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

function save(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // A browser that keeps nothing for this page: the window works, and forgets.
  }
}
