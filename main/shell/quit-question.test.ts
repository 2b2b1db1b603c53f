import type { Dialog } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { askBeforeLosing, questionOf } from './quit-question.ts';

const { signal } = new AbortController();
const unsaved = (changes: number) => ({ changes, message: 'The disk is full. Free some space.' });

describe('the question before changes are lost', () => {
  it('says how many there are, why, and that they would be lost', () => {
    const question = questionOf(unsaved(3), signal);
    expect(question.message).toBe('3 changes could not be saved');
    expect(question.detail).toBe('The disk is full. Free some space.\n\nIf you quit now, they are lost.');
    expect(question.buttons).toEqual(['Try again', 'Quit and lose 3 changes']);
  });

  it('speaks of one change as one', () => {
    const question = questionOf(unsaved(1), signal);
    expect(question.buttons?.[1]).toBe('Quit and lose 1 change');
    expect(question.detail).toMatch(/it is lost/);
  });

  it('keeps the changes on Return and on Escape', () => {
    expect(questionOf(unsaved(3), signal)).toMatchObject({ defaultId: 0, cancelId: 0 });
  });

  it.each([
    [0, 'retry'],
    [1, 'discard'],
  ])('takes button %i as %s', async (response, answer) => {
    const showMessageBox = vi.fn(async () => ({ response, checkboxChecked: false }));
    const ask = askBeforeLosing({ showMessageBox } as unknown as Dialog);
    await expect(ask(unsaved(3), signal)).resolves.toBe(answer);
    expect(showMessageBox).toHaveBeenCalledWith(expect.objectContaining({ signal }));
  });
});
