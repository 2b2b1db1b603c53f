import { describe, expect, it } from 'vitest';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { askedHosts, ownHosts, settingsTaken } from './choices.ts';
import { aPreview, aSetting } from './testing.ts';

const on = (hostname: string) => ({ hostname }) as BucketSummary;

describe('hosts', () => {
  it('are ours where the record knows them, this computer first', () => {
    expect(ownHosts({ hostname: 'oak' }, [on('larch'), on('oak'), on('unknown'), on('ash')])).toEqual([
      'oak',
      'ash',
      'larch',
    ]);
  });

  const asked = (hosts: readonly (readonly [from: string, to?: string])[], own: readonly string[]) =>
    askedHosts(aPreview({ hosts: hosts.map(([from, to = from]) => ({ from, to })) }), own);

  it('of the file are asked about where they are not ours; nobody is asked about buckets without a host', () => {
    expect(asked([['oak'], ['birch'], ['unknown'], ['']], ['oak', 'ash'])).toEqual([
      { host: 'birch', to: null, choices: ['oak', 'ash'] },
    ]);
    expect(asked([['birch']], [])).toEqual([]);
  });

  it('that are known to be another are shown, also where they are ours, so that it can be undone', () => {
    expect(asked([['birch', 'oak']], ['oak'])).toEqual([{ host: 'birch', to: 'oak', choices: ['oak'] }]);
    expect(asked([['oak', 'ash']], ['oak', 'ash'])).toEqual([{ host: 'oak', to: 'ash', choices: ['ash'] }]);
    expect(asked([['birch', 'gone']], ['oak'])).toEqual([{ host: 'birch', to: 'gone', choices: ['oak', 'gone'] }]);
  });
});

it('settings that are the same are never counted, different ones only where all are taken', () => {
  const preview = aPreview({
    settings: [aSetting('a'), aSetting('b', { state: 'different' }), aSetting('c', { state: 'same' })],
  });
  expect((['none', 'missing', 'all'] as const).map((choice) => settingsTaken(preview, choice))).toEqual([0, 1, 2]);
});
