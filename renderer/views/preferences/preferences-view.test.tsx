import { afterEach, describe, expect, it } from 'vitest';
import { aDaytrail } from '../../testing/fakes.ts';
import { clear, find, renderPart } from '../../testing/render.tsx';
import { PreferencesView } from './preferences-view.tsx';
import { SECTIONS } from './sections.ts';

afterEach(clear);

describe('the preferences', () => {
  it('lead to the first section from an address that names none', async () => {
    const { history } = await renderPart(<PreferencesView chosen={undefined} />, aDaytrail(), '/preferences');
    expect(history.at(-1)).toBe('/preferences/recording');
  });

  it.each(SECTIONS.map(({ id, name }) => [name, id]))(
    'show the section %s at its address, and mark it',
    async (name, id) => {
      await renderPart(<PreferencesView chosen={id} />, aDaytrail(), `/preferences/${id}`);
      expect(find('h1').textContent).toBe(name);
      expect(find('a[aria-current]').textContent).toBe(name);
    },
  );
});
