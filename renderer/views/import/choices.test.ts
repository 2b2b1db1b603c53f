import { describe, expect, it } from 'vitest';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { foreignHosts, hostsIn, ownHosts, settingsTaken, withHost } from './choices.ts';
import { aPreview } from './testing.ts';

const on = (hostname: string) => ({ hostname }) as BucketSummary;

describe('hosts', () => {
  it('are ours where the record knows them, this computer first', () => {
    expect(ownHosts({ hostname: 'oak' }, [on('larch'), on('oak'), on('unknown'), on('ash')])).toEqual([
      'oak',
      'ash',
      'larch',
    ]);
  });

  it('of the file are foreign where they are not ours; nobody is asked about buckets without a host', () => {
    expect(foreignHosts(aPreview({ hosts: ['oak', 'birch', 'unknown', ''] }), ['oak'])).toEqual(['birch']);
  });

  it('are renamed by choice, and keep their names again', () => {
    const chosen = withHost(withHost(new Map(), 'birch', 'oak'), 'elm', 'oak');
    expect(hostsIn(chosen)).toEqual([
      { from: 'birch', to: 'oak' },
      { from: 'elm', to: 'oak' },
    ]);
    expect(hostsIn(withHost(chosen, 'birch', null))).toEqual([{ from: 'elm', to: 'oak' }]);
  });
});

it('settings that are the same are never counted, different ones only where all are taken', () => {
  const preview = aPreview({
    settings: [
      { key: 'a', state: 'new' },
      { key: 'b', state: 'different' },
      { key: 'c', state: 'same' },
    ],
  });
  expect((['none', 'missing', 'all'] as const).map((choice) => settingsTaken(preview, choice))).toEqual([0, 1, 2]);
});
