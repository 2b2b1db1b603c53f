import { describe, expect, it } from 'vitest';
import { renamed, stem } from './hosts.ts';

describe('A host that was renamed', () => {
  const hosts = [{ from: 'old.local', to: 'laptop' }];

  it('is renamed in the hostname and at the end of the id', () => {
    const bucket = { id: 'aw-watcher-window_old.local', hostname: 'old.local', more: 1 };
    expect(renamed(bucket, hosts)).toEqual({ id: 'aw-watcher-window_laptop', hostname: 'laptop', more: 1 });
  });

  it('is renamed in the hostname alone where the id does not name it', () => {
    expect(renamed({ id: 'aw-stopwatch', hostname: 'old.local' }, hosts)).toEqual({
      id: 'aw-stopwatch',
      hostname: 'laptop',
    });
    expect(renamed({ id: '_old.local', hostname: 'old.local' }, hosts).id).toBe('_old.local');
  });

  it('leaves the buckets of others as they are, also where an id happens to end so', () => {
    const bucket = { id: 'notes_old.local', hostname: 'desktop' };
    expect(renamed(bucket, hosts)).toBe(bucket);
  });

  it('is renamed once, not on and on', () => {
    const swapped = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(renamed({ id: 'w_a', hostname: 'a' }, swapped)).toEqual({ id: 'w_b', hostname: 'b' });
  });
});

describe('What an id says without its host', () => {
  it.each([
    ['aw-watcher-web-chrome_laptop', 'laptop', 'aw-watcher-web-chrome'],
    ['aw-watcher-web-chrome', 'unknown', 'aw-watcher-web-chrome'],
    ['_laptop', 'laptop', '_laptop'],
  ])('%s of %s is %s', (id, hostname, expected) => {
    expect(stem({ id, hostname })).toBe(expected);
  });
});
