import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aBucket, aDaytrail, aStatus, called, fail } from '../../testing/fakes.ts';
import { clear, click, find, focus, press, renderPart, text, type, until } from '../../testing/render.tsx';
import { Frame } from './frame.tsx';

const event = { id: 1, bucket: 'window', start: 1_000_000, end: 2_000_000, data: { app: 'Mail' } };

beforeEach(() => {
  vi.spyOn(navigator, 'platform', 'get').mockReturnValue('Linux x86_64');
});
afterEach(async () => {
  await clear();
  vi.restoreAllMocks();
});

async function open(address = '/data') {
  const daytrail = aDaytrail(aStatus(), [aBucket('window', 'currentwindow', [event])]);
  const { history } = await renderPart(<Frame lost={false} />, daytrail, address);
  await until(() => expect(text()).toContain('Apps and windows'));
  return { daytrail, history };
}

const palette = () => document.querySelector<HTMLDialogElement>('dialog');
const options = () => [...document.querySelectorAll('[role="option"]')].map((option) => option.firstChild?.textContent);

describe('the palette', () => {
  it('opens with Ctrl+K, finds by typing, does it with Enter and is gone', async () => {
    const { daytrail } = await open();
    await press('k', { ctrlKey: true });
    const field = find('dialog input') as HTMLInputElement;
    await type(field, 'save');
    expect(options()).toEqual(['Save now']);
    await focus(field);
    await press('Enter');
    expect(palette()).toBeNull();
    expect(called(daytrail, 'commit')).toBe(1);
    expect(text()).toContain('Everything is saved.');
  });

  it('is walked with the arrow keys, which go round', async () => {
    await open();
    await press('k', { ctrlKey: true });
    await focus(find('dialog input'));
    const chosen = () => find('[role="option"][aria-selected="true"]').firstChild?.textContent;
    const [first, second] = options();
    expect(chosen()).toBe(first);
    await press('ArrowDown');
    expect(chosen()).toBe(second);
    await press('ArrowUp');
    await press('ArrowUp');
    expect(chosen()).toBe(options().at(-1));
  });

  it('leads to every bucket', async () => {
    const { history } = await open();
    await press('k', { ctrlKey: true });
    await click(find('[role="option"]', /^Show Apps and windows/));
    expect(history.at(-1)).toBe('/data/window');
  });
});

describe('keys', () => {
  it('are shown by ?, and do nothing else while a dialog is open', async () => {
    const { history } = await open();
    await press('?', { shiftKey: true });
    expect(find('dialog').getAttribute('aria-label')).toBe('Keys');
    await press('t');
    expect(history.at(-1)).toBe('/data');
  });

  it('lead to today from any view', async () => {
    const { history } = await open();
    await press('t');
    await until(() => expect(history.at(-1)).toMatch(/^\/timeline\b/));
  });

  it('lead to the present period in the view of those, as it is narrowed there', async () => {
    const place = '/activity?period=week&date=2026-03-10&category=Work';
    const { history } = await renderPart(<Frame lost={false} />, aDaytrail(), place);
    await until(() => expect(text()).toContain('March 2026'));
    await press('t');
    expect(history.at(-1)).toBe('/activity?period=week&category=Work');
  });
});

describe('the window', () => {
  it('says why Daytrail could not be quit', async () => {
    const { daytrail } = await open();
    fail(daytrail, 'quit', { kind: 'commit-failed', message: 'Two changes could not be saved.' });
    await press('k', { ctrlKey: true });
    await click(find('[role="option"]', /^Quit Daytrail/));
    await until(() => expect(text()).toContain('Two changes could not be saved.'));
  });

  it('shows a bucket whatever its id holds', async () => {
    const odd = aBucket('50% of a/b?', 'currentwindow', []);
    const { history } = await renderPart(<Frame lost={false} />, aDaytrail(aStatus(), [odd]), '/data');
    await until(() => find('a', 'Apps and windows'));
    await click(find('a', 'Apps and windows'));
    await until(() => expect(text()).toContain('This bucket is empty.'));
    expect(history).toHaveLength(2);
  });

  it('leads an unknown address to the timeline', async () => {
    const { history } = await open('/data');
    await clear();
    expect(history.at(-1)).toBe('/data');
    const { history: elsewhere } = await renderPart(<Frame lost={false} />, aDaytrail(), '/nowhere');
    await until(() => expect(elsewhere.at(-1)).toMatch(/^\/timeline/));
  });

  it('moves the focus to a view that was gone to, and names it in the title', async () => {
    await open();
    expect(document.title).toBe('Data · Daytrail');
    await click(find('a', 'Timeline'));
    await until(() => expect(document.activeElement?.tagName).toBe('MAIN'));
    await until(() => expect(document.title).toMatch(/\d{4} · Daytrail$/));
  });
});
