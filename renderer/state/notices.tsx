/**
 * Short messages about something that was just done or failed. Successes leave by themselves, failures are dismissed.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly failed: boolean;
}

interface Notices {
  readonly shown: readonly Notice[];
  say(text: string): void;
  sayFailed(text: string): void;
  dismiss(id: number): void;
}

const STAYS_MS = 6000;

const NoticeContext = createContext<Notices | null>(null);

export function NoticeProvider({ children }: { children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const dismiss = useCallback((id: number) => setShown((all) => all.filter((notice) => notice.id !== id)), []);
  const add = useCallback((text: string, failed: boolean) => {
    // Said again, a message does not stand there twice.
    setShown((all) => [
      ...all.filter((notice) => notice.text !== text),
      { id: Math.max(0, ...all.map((notice) => notice.id)) + 1, text, failed },
    ]);
  }, []);
  useEffect(() => {
    const leaving = shown.find((notice) => !notice.failed);
    if (leaving === undefined) return;
    const timer = setTimeout(() => dismiss(leaving.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [shown, dismiss]);
  const notices = useMemo<Notices>(
    () => ({ shown, say: (text) => add(text, false), sayFailed: (text) => add(text, true), dismiss }),
    [shown, add, dismiss],
  );
  return <NoticeContext value={notices}>{children}</NoticeContext>;
}

export function useNotices(): Notices {
  const notices = useContext(NoticeContext);
  if (notices === null) throw new Error('Notices are used outside of NoticeProvider');
  return notices;
}
