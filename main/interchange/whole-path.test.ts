import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wholePath } from './whole-path.ts';

const HOME = resolve('/home/me');

describe('A path that was typed', () => {
  it('is taken as it is where it is whole', () => {
    const whole = resolve('/a/~/export.json');
    expect(wholePath(whole, HOME)).toBe(whole);
  });

  it('may begin in the home folder', () => {
    expect(wholePath('~/Downloads/export.json', HOME)).toBe(resolve(HOME, 'Downloads/export.json'));
  });

  it.each(['export.json', './export.json', '~other/export.json', '~'])('is refused as %s, with what to do', (typed) => {
    expect(() => wholePath(typed, HOME)).toThrow(/does not say in which folder it is\. Give the whole path, such as /);
  });
});
