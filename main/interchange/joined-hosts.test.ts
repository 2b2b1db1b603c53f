import { describe, expect, it } from 'vitest';
import { joinedHosts, joinsFor, withJoined } from './joined-hosts.ts';

const is = (from: string, to: string) => ({ from, to });

describe('The hosts that were joined', () => {
  it('are remembered one by one, and a host has one name', () => {
    expect(withJoined([is('a', 'x')], [is('b', 'x'), is('a', 'y')])).toEqual([is('b', 'x'), is('a', 'y')]);
  });

  it('go along with a host that is renamed once more', () => {
    expect(withJoined([is('first', 'second')], [is('second', 'third')])).toEqual([
      is('first', 'third'),
      is('second', 'third'),
    ]);
  });

  it('never lead from the name of today to an old one', () => {
    expect(withJoined([is('a', 'b')], [is('b', 'a')])).toEqual([is('b', 'a')]);
  });

  it('are apart again where a host is said to be itself', () => {
    expect(withJoined([is('a', 'b'), is('c', 'b')], [is('a', 'a')])).toEqual([is('c', 'b')]);
  });

  it('are overruled for an import by what is said of it', () => {
    expect([...joinsFor([is('a', 'b'), is('c', 'd')], [is('a', 'a')])]).toEqual([
      ['a', 'a'],
      ['c', 'd'],
    ]);
  });

  it('are read from a setting that anything may have written', () => {
    expect(joinedHosts([is('a', 'b'), { from: 'a' }, null, 5, 'a', ['a'], is('a', ''), is('a', 'a')])).toEqual([
      is('a', 'b'),
    ]);
    for (const value of [null, 'a', {}, 5]) expect(joinedHosts(value)).toEqual([]);
  });
});
