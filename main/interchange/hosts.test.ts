import { describe, expect, it } from 'vitest';
import { destinationOf, type HostedBucket, stem } from './hosts.ts';

const KIND = { type: 'currentwindow', client: 'aw-watcher-window' };
const on = (id: string, hostname: string, kind = KIND): HostedBucket => ({ id, hostname, ...kind });

/** What becomes of the bucket, joined with the host called laptop, beside these others. */
function joined(bucket: HostedBucket, ...others: HostedBucket[]) {
  const { into, id } = destinationOf(bucket, 'laptop', others, new Set(others.map((other) => other.id)));
  return [id, into !== null];
}

describe('A bucket of a host that was renamed', () => {
  it('is called by the new name where nothing else is', () => {
    expect(joined(on('aw-watcher-window_old.local', 'old.local'))).toEqual(['aw-watcher-window_laptop', false]);
  });

  it('keeps an id that does not name its host', () => {
    expect(joined(on('aw-stopwatch', 'old'))).toEqual(['aw-stopwatch', false]);
    expect(joined(on('_old', 'old'))).toEqual(['_old', false]);
  });

  it('goes into the one of the new name, also where the id of that one does not name its host', () => {
    const old = on('aw-watcher-window_old', 'old');
    expect(joined(old, on('aw-watcher-window_laptop', 'laptop'))).toEqual(['aw-watcher-window_laptop', true]);
    expect(joined(old, on('aw-watcher-window', 'laptop'))).toEqual(['aw-watcher-window', true]);
    expect(joined(on('web', 'unknown'), on('web_laptop', 'laptop'))).toEqual(['web_laptop', true]);
  });

  it('keeps its id rather than to become something of another kind', () => {
    const other = on('aw-watcher-window_laptop', 'laptop', { ...KIND, client: 'awatcher' });
    expect(joined(on('aw-watcher-window_old', 'old'), other)).toEqual(['aw-watcher-window_old', false]);
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
