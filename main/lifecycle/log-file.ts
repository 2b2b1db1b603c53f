/**
 * The log as a file: one line per message, at most `maxBytes`, with `keep` older ones beside it. Lines are written at
 * once, not gathered: they are few, a write into the page cache takes microseconds, and the last line before an abrupt
 * end is the one that is needed. A log that cannot be written never stops Daytrail.
 */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Log, silentLog } from './log.ts';

export interface FileLog extends Log {
  /** What is logged afterwards is dropped. */
  close(): void;
}

export interface FileLogOptions {
  /** Null: nothing is kept. */
  readonly dir: string | null;
  /** Of the file, without its extension. */
  readonly name: string;
  readonly maxBytes?: number;
  /** How many older files stay: NAME.1.log is the newest of them. */
  readonly keep?: number;
  readonly now?: () => Date;
}

/** A stack is long, a message gone wild longer. */
const MAX_LINE = 8192;

export function openLogFile({
  dir,
  name,
  maxBytes = 1_000_000,
  keep = 2,
  now = () => new Date(),
}: FileLogOptions): FileLog {
  if (dir === null) return { ...silentLog, close: () => undefined };
  const file = (age: number) => path.join(dir, age === 0 ? `${name}.log` : `${name}.${age}.log`);
  let descriptor: number | null = null;
  let size = 0;
  let closed = false;

  const open = () => {
    descriptor = openSync(file(0), 'a', 0o600);
    size = fstatSync(descriptor).size;
  };
  const close = () => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  const rotate = () => {
    close();
    for (let age = keep - 1; age >= 0; age--) {
      attempt(() => renameSync(file(age), file(age + 1)));
    }
    open();
  };
  const write = (level: 'info' | 'warn' | 'error') => (message: string) => {
    if (closed) return;
    const line = Buffer.from(formatLine(now(), level, message));
    attempt(() => {
      if (descriptor === null) open();
      if (size > 0 && size + line.length > maxBytes) rotate();
      if (descriptor !== null) size += writeSync(descriptor, line);
    });
  };

  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    close: () => {
      closed = true;
      attempt(close);
    },
  };
}

/** One message, one entry: further lines are indented, so that nothing in a message can pass for an entry. */
export function formatLine(at: Date, level: string, message: string): string {
  const text = message.length > MAX_LINE ? `${message.slice(0, MAX_LINE)} …` : message;
  return `${at.toISOString()} ${level.padEnd(5)} ${text.trimEnd().replace(/\r\n|[\n\r\u2028\u2029]/g, '\n    ')}\n`;
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // There is nowhere left to say it.
  }
}
