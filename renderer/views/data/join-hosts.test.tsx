import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { aBucket, aDaytrail, aStatus } from '../../testing/fakes.ts';
import { clear, click, find, renderPart, text, until } from '../../testing/render.tsx';
import { BucketsView } from './buckets-view.tsx';
import { hostsOf, oldestHost } from './hosts.ts';

afterEach(clear);

const on = (hostname: string, last: number | null = null) => ({ hostname, last }) as BucketSummary;

it('the computers of a record are those that its buckets name, the likely old one the longest silent', () => {
  const buckets = [on('oak', 9), on('larch', 5), on('unknown', 1), on('larch', 3), on('ash')];
  expect(hostsOf(buckets)).toEqual(['ash', 'larch', 'oak']);
  expect(oldestHost(buckets.slice(0, 4), 'oak')).toBe('larch');
  expect(oldestHost([on('oak')], 'oak')).toBeNull();
});

function twoHosts() {
  const bucket = (hostname: string) => ({ ...aBucket(`aw-watcher-afk_${hostname}`, 'afkstatus'), hostname });
  const joined = {
    id: 'aw-watcher-afk_larch',
    into: 'aw-watcher-afk_oak',
    renamed: false,
    events: 40,
    known: 2,
  };
  return Object.assign(aDaytrail(aStatus({ hostname: 'oak' }), [bucket('oak'), bucket('larch')]), {
    previewJoin: vi.fn(async () => [joined]),
    joinHosts: vi.fn(async () => [joined]),
  });
}

describe('a computer that was renamed', () => {
  it('is joined after one was shown what that would do', async () => {
    const daytrail = twoHosts();
    await renderPart(<BucketsView chosen={null} />, daytrail, '/data');
    await until(() => expect(text()).toContain('Join computers…'));
    await click(find('button', 'Join computers…'));
    await until(() => expect(text()).toContain('40 events go into aw-watcher-afk_oak, 2 of which are there already.'));
    expect(daytrail.previewJoin).toHaveBeenCalledWith({ from: 'larch', to: 'oak' });
    expect(daytrail.joinHosts).not.toHaveBeenCalled();
    await click(find('dialog button', 'Join'));
    await until(() => expect(text()).toContain('larch is now oak: 1 bucket joined.'));
    expect(document.querySelector('dialog')).toBeNull();
  });

  it('cannot be joined with itself', async () => {
    await renderPart(<BucketsView chosen={null} />, twoHosts(), '/data');
    await until(() => expect(text()).toContain('Join computers…'));
    await click(find('button', 'Join computers…'));
    await until(() => expect(text()).toContain('40 events'));
    const [old] = document.querySelectorAll('select');
    await act(async () => {
      if (old !== undefined) old.value = 'oak';
      old?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await until(() => expect(find('dialog button', 'Join').hasAttribute('disabled')).toBe(true));
  });

  it('is nothing to offer where there is one computer', async () => {
    await renderPart(<BucketsView chosen={null} />, aDaytrail(aStatus(), [aBucket('a', 'afkstatus')]), '/data');
    await until(() => expect(text()).toContain('Import…'));
    expect(text()).not.toContain('Join computers');
  });
});
