import { describe, expect, it } from 'vitest';
import { apiPort, HELP, parseFlags } from './flags.ts';

const node = (...args: string[]) => parseFlags(args, { chromium: false });
const electron = (...args: string[]) => parseFlags(args, { chromium: true });
const defaults = { testing: false, port: null, dataDir: null, inMemory: false, watchers: true, hidden: false };
const run = (flags: object = {}) => ({ kind: 'run', flags: { ...defaults, ...flags } });

describe('the command line', () => {
  it.each([
    [[], {}],
    [['--testing'], { testing: true }],
    [['--port', '5601'], { port: 5601 }],
    [['--port=0'], { port: 0 }],
    [['--port', '65535'], { port: 65_535 }],
    [['--data-dir', 'a folder'], { dataDir: 'a folder' }],
    [['--data-dir=--odd'], { dataDir: '--odd' }],
    [['--in-memory'], { inMemory: true }],
    [['--no-watchers'], { watchers: false }],
    [['--hidden'], { hidden: true }],
    [['--port', '1', '--port', '2'], { port: 2 }],
    [['--testing', '--hidden', '--port', '7'], { testing: true, hidden: true, port: 7 }],
  ])('reads %j', (args, flags) => {
    expect(node(...args)).toEqual(run(flags));
    expect(electron(...args)).toEqual(run(flags));
  });

  it.each([
    [['--tseting'], 'unknown flag --tseting'],
    [['--watchers'], 'unknown flag --watchers'],
    [['--no-testing'], 'unknown flag --no-testing'],
    [['-v'], 'unknown flag -v'],
    [['--__proto__'], 'unknown flag --__proto__'],
    [['--toString'], 'unknown flag --toString'],
    [['start'], 'unknown argument start'],
    [['--', 'start'], 'unknown argument start'],
    [['--port'], '--port needs a number from 0 to 65535'],
    [['--port='], '--port needs a number from 0 to 65535'],
    [['--port', '--testing'], '--port needs a number from 0 to 65535'],
    [['--port', '65536'], '--port needs a number from 0 to 65535, but was given 65536'],
    [['--port', '-1'], '--port needs a number from 0 to 65535, but was given -1'],
    [['--port', '5.5'], '--port needs a number from 0 to 65535, but was given 5.5'],
    [['--port', '0x10'], '--port needs a number from 0 to 65535, but was given 0x10'],
    [['--port', 'http'], '--port needs a number from 0 to 65535, but was given http'],
    [['--data-dir'], '--data-dir needs a folder'],
    [['--data-dir', '--testing'], '--data-dir needs a folder'],
    [['--testing=false'], '--testing takes no value, but was given false'],
  ])('refuses %j and names what is wrong', (args, message) => {
    expect(node(...args)).toEqual({ kind: 'error', message: `${message} (--help lists the flags)` });
  });

  it('answers --help and --version, help before version', () => {
    expect(node('--version')).toEqual({ kind: 'version' });
    expect(node('--version', '--help')).toEqual({ kind: 'help' });
  });

  it('lists every flag in the help', () => {
    for (const flag of ['--testing', '--port N', '--data-dir DIR', '--in-memory', '--no-watchers', '--hidden']) {
      expect(HELP).toContain(`  ${flag} `);
    }
  });

  it('uses the ports that watchers call unless told another', () => {
    expect(apiPort({ ...defaults })).toBe(5600);
    expect(apiPort({ ...defaults, testing: true })).toBe(5666);
    expect(apiPort({ ...defaults, testing: true, port: 0 })).toBe(0);
  });
});

describe('the command line under Electron', () => {
  it.each([
    [['--no-sandbox', '.', '--testing']],
    [['--inspect=0', '--remote-debugging-port=0', '/somewhere/app', '--testing']],
    [['--ozone-platform-hint=auto', '--enable-features=WaylandWindowDecorations', '--testing']],
    [['--gtk-version=3', '--user-data-dir=/elsewhere', '--disable-gpu', '--testing']],
    [['--allow-file-access-from-files', '--testing']],
    [['-psn_0_12345', '--testing']],
  ])('lets %j through and still reads our own flags', (args) => {
    expect(electron(...args)).toEqual(run({ testing: true }));
  });

  it('accepts the path of the application once', () => {
    expect(electron('.')).toEqual(run());
    expect(electron('.', 'again')).toMatchObject({ kind: 'error', message: expect.stringContaining('again') });
  });

  it('still refuses what neither we nor Chromium know', () => {
    expect(electron('.', '--tseting')).toMatchObject({ kind: 'error', message: expect.stringContaining('--tseting') });
  });

  it('does not let Chromium switches through in plain Node', () => {
    expect(node('--no-sandbox')).toMatchObject({ kind: 'error', message: expect.stringContaining('--no-sandbox') });
  });
});
