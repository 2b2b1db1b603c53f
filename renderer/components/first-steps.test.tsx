import { afterEach, describe, expect, it, vi } from 'vitest';
import { aDaytrail, called } from '../testing/fakes.ts';
import { clear, click, find, renderPart, text, until } from '../testing/render.tsx';
import { FirstSteps } from './first-steps.tsx';

afterEach(clear);

const FOUND = {
  kind: 'aw-server-rust' as const,
  path: '/home/someone/.local/share/activitywatch/aw-server-rust/sqlite.db',
  bytes: 98_000_000,
  modified: 0,
  running: false,
};

describe("what is offered where ActivityWatch's record was found", () => {
  const offering = () =>
    Object.assign(aDaytrail(), {
      offerImport: async () => FOUND,
      previewImport: vi.fn(() => new Promise<never>(() => {})),
    });

  it('is to look at it first', async () => {
    const daytrail = offering();
    const { history } = await renderPart(<FirstSteps api={undefined} />, daytrail);
    await until(() => expect(text()).toContain('ActivityWatch has recorded on this computer'));
    expect(daytrail.previewImport).not.toHaveBeenCalled();
    await click(find('button', 'Look at it'));
    expect(history.at(-1)).toBe('/import');
    expect(daytrail.previewImport).toHaveBeenCalledWith({ path: FOUND.path, hosts: [] });
  });

  it('can be declined for good', async () => {
    const daytrail = offering();
    await renderPart(<FirstSteps api={undefined} />, daytrail);
    await until(() => expect(find('button', 'Not now')).toBeDefined());
    await click(find('button', 'Not now'));
    await until(() => expect(text()).not.toContain('ActivityWatch has recorded'));
    expect(called(daytrail, 'dismissImport')).toBe(1);
  });

  it('is nothing where there is none, and a file can be imported all the same', async () => {
    await renderPart(<FirstSteps api={undefined} />, aDaytrail());
    expect(text()).not.toContain('ActivityWatch has recorded');
    expect(find('a', 'import what you recorded before').getAttribute('href')).toBe('/import');
  });
});
