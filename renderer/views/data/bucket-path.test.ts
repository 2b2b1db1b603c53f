import { expect, it } from 'vitest';
import { bucketIn, bucketPath } from './bucket-path.ts';

it.each(['aw-watcher-window_desk', 'a/b', 'a%2Fb', '100%', 'what? #1', 'é x', '🙂'])(
  "leads to the bucket '%s' and to no other",
  (id) => {
    const found = decodeURI(bucketPath(id)).replace('/data/', '');
    expect(found).not.toContain('/');
    expect(bucketIn(found)).toBe(id);
  },
);

it('takes an address that a person wrote as it is', () => {
  expect(bucketIn('100%')).toBe('100%');
});
