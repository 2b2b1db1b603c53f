import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Returned } from '../../../preload/contract/returns.ts';
import { aDaytrail } from '../../testing/fakes.ts';
import { clear, click, find, renderPart, text, type, until } from '../../testing/render.tsx';
import { MINUTE } from '../../timeline/index.ts';
import { ReturnQuestion } from './return-question.tsx';

afterEach(clear);

const start = Date.parse('2026-11-18T09:05:00Z') * 1000;
const asked: Returned = { absence: { start, end: start + 35 * MINUTE }, recent: ['Lunch', 'A call'] };

/** A Daytrail that asks, until it is answered or told to leave it. */
async function open(returned: Returned = asked) {
  let now = returned;
  const over = vi.fn(async (_about?: { label: string }) => {
    now = { absence: null, recent: [] };
    return null;
  });
  const dismissReturn = vi.fn(() => over());
  const fake = Object.assign(aDaytrail(), { returned: async () => now, answerReturn: over, dismissReturn });
  await renderPart(<ReturnQuestion />, fake);
  return { fake, answerReturn: over, dismissReturn };
}
const input = () => find('input') as HTMLInputElement;

describe('the question what an absence was', () => {
  it('says from when to when, offers what was answered lately, and takes no focus', async () => {
    await open();
    await until(() => expect(text()).toMatch(/You were away, 10:05.*10:40.* What was it\?/));
    expect([...document.querySelectorAll('option')].map(({ value }) => value)).toEqual(['Lunch', 'A call']);
    expect(document.activeElement).toBe(document.body);
  });

  it('is not there where nothing is asked', async () => {
    await open({ absence: null, recent: [] });
    expect(document.querySelector('form')).toBeNull();
  });

  it('is answered, and gone', async () => {
    const { answerReturn } = await open();
    await until(() => expect(input()).not.toBeNull());
    expect((find('button', 'Enter it') as HTMLButtonElement).disabled).toBe(true);
    await type(input(), ' Lunch ');
    await click(find('button', 'Enter it'));
    expect(answerReturn).toHaveBeenCalledWith({ label: 'Lunch' });
    await until(() => expect(document.querySelector('form')).toBeNull());
    expect(text()).toContain('It is on your timeline.');
  });

  it('is left, and gone', async () => {
    const { dismissReturn } = await open();
    await until(() => expect(input()).not.toBeNull());
    await click(find('button', 'Leave it away'));
    expect(dismissReturn).toHaveBeenCalledOnce();
    await until(() => expect(document.querySelector('form')).toBeNull());
  });

  it('comes while the window is open', async () => {
    const { fake } = await open({ absence: null, recent: [] });
    fake.push('returns', asked);
    await until(() => expect(text()).toContain('You were away'));
  });
});
