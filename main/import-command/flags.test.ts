import { describe, expect, it } from 'vitest';
import { IMPORT_HELP, parseImportFlags } from './flags.ts';

const usual = { testing: false, port: null, dataDir: null, dryRun: false };
const request = { path: 'f', hosts: [], settings: 'missing' };

describe('the command line of import', () => {
  it.each([
    [['f'], {}],
    [['f', '--dry-run'], { dryRun: true }],
    [['--testing', '--data-dir', 'd', '--port=1', 'f'], { testing: true, dataDir: 'd', port: 1 }],
    [['f', '--settings', 'none'], { request: { ...request, settings: 'none' } }],
    [
      ['--join', 'a=b', '--join=c.local=d', 'f'],
      {
        request: {
          ...request,
          hosts: [
            { from: 'a', to: 'b' },
            { from: 'c.local', to: 'd' },
          ],
        },
      },
    ],
    [['--', '-odd.json'], { request: { ...request, path: '-odd.json' } }],
  ])('reads %j', (args, flags) => {
    expect(parseImportFlags(args)).toEqual({ kind: 'import', flags: { ...usual, request, ...flags } });
  });

  it.each([
    [[], 'no file was named'],
    [['a', 'b'], 'one file at a time, but b was given as well'],
    [['f', '--in-memory'], 'unknown flag --in-memory'],
    [['f', '--settings', 'some'], '--settings needs none, missing or all, but was given some'],
    [['f', '--join', 'a'], '--join needs two hosts, as in old-name=new-name, but was given a'],
    [['f', '--join', '=b'], '--join needs two hosts, as in old-name=new-name, but was given =b'],
    [['f', '--join', 'a=b=c'], '--join needs two hosts, as in old-name=new-name, but was given a=b=c'],
    [['f', '--port', 'x'], '--port needs a number from 0 to 65535, but was given x'],
    [['f', '--find'], '--find takes no file'],
  ])('refuses %j and names what is wrong', (args, message) => {
    const whole = `${message} (import --help lists the flags)`;
    expect(parseImportFlags(args)).toEqual({ kind: 'error', message: whole });
  });

  it('answers --help and --find', () => {
    expect(parseImportFlags(['--help'])).toEqual({ kind: 'help' });
    expect(parseImportFlags(['--find'])).toEqual({ kind: 'find' });
    for (const flag of ['--dry-run', '--settings', '--join', '--find', '--testing', '--port', '--data-dir']) {
      expect(IMPORT_HELP).toContain(`  ${flag} `);
    }
  });
});
