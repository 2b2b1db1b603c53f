/** A log for tests that keeps its lines. */
import type { Log } from './log.ts';

export interface RecordedLog extends Log {
  readonly lines: string[];
}

export function recordedLog(): RecordedLog {
  const lines: string[] = [];
  const write = (level: string) => (message: string) => {
    lines.push(`${level} ${message}`);
  };
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}
