/** The document's title, which a screen reader reads out and a browser's history keeps. */
import { useEffect } from 'react';

export function useTitle(text: string): void {
  useEffect(() => {
    document.title = `${text} · Daytrail`;
  }, [text]);
}
