import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatLine, openLogFile } from './log-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'daytrail-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const now = () => new Date('2024-05-06T07:08:09.010Z');
const read = (name = 'daytrail.log') => readFileSync(join(dir, name), 'utf8');

describe('the log file', () => {
  it('has a line in it as soon as the call returns', () => {
    const log = openLogFile({ dir, name: 'daytrail', now });
    log.info('listening');
    expect(read()).toBe('2024-05-06T07:08:09.010Z info  listening\n');
    log.error('broken');
    expect(read()).toContain('error broken\n');
    log.close();
  });

  it('goes on where an earlier run ended', () => {
    for (const run of ['first', 'second']) {
      const log = openLogFile({ dir, name: 'daytrail', now });
      log.info(run);
      log.close();
    }
    expect(read().split('\n')).toHaveLength(3);
  });

  it('never takes more room than its files may, and keeps the newest lines', () => {
    const log = openLogFile({ dir, name: 'daytrail', maxBytes: 1000, keep: 2, now });
    for (let line = 0; line < 500; line++) log.info(`line ${line}`);
    log.close();
    expect(readdirSync(dir).sort()).toEqual(['daytrail.1.log', 'daytrail.2.log', 'daytrail.log']);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(1000);
    expect(read()).toContain('line 499\n');
    expect(read('daytrail.1.log')).not.toContain('line 499\n');
  });

  it('drops what comes after it was closed', () => {
    const log = openLogFile({ dir, name: 'daytrail', now });
    log.info('before');
    log.close();
    log.info('after');
    expect(read()).not.toContain('after');
  });

  it('never throws where it cannot write', () => {
    const log = openLogFile({ dir: join(dir, 'missing'), name: 'daytrail' });
    expect(() => log.error('lost')).not.toThrow();
    expect(() => log.close()).not.toThrow();
    expect(existsSync(join(dir, 'missing'))).toBe(false);
  });

  it('writes nothing without a folder', () => {
    const log = openLogFile({ dir: null, name: 'daytrail' });
    log.info('nowhere');
    log.close();
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('a line of the log', () => {
  it('cannot be forged by a message with line breaks', () => {
    const forged = formatLine(now(), 'info', 'a\n2024-05-06T07:08:09.010Z error b\r\nc\u2028d\n');
    expect(forged).toBe('2024-05-06T07:08:09.010Z info  a\n    2024-05-06T07:08:09.010Z error b\n    c\n    d\n');
  });

  it('is cut where a message is endless', () => {
    expect(formatLine(now(), 'info', 'x'.repeat(1_000_000)).length).toBeLessThan(9000);
  });
});
