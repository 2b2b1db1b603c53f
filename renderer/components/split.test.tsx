import { afterEach, describe, expect, it } from 'vitest';
import { clear, find, focus, press, render } from '../testing/render.tsx';
import { Split } from './split.tsx';

const show = () =>
  render(<Split name="a-split" label="Height of the timeline" initial={55} upper="upper" lower="lower" />);
const bar = () => find('[role="separator"]');

afterEach(clear);

describe('the bar between two panes', () => {
  it.each([
    ['ArrowUp', '50'],
    ['ArrowDown', '60'],
    ['Home', '15'],
    ['End', '85'],
  ])('moves with %s', async (key, percent) => {
    await show();
    await focus(bar());
    await press(key);
    expect(bar().getAttribute('aria-valuenow')).toBe(percent);
  });

  it('stands where it was left, also in the next window', async () => {
    await show();
    await focus(bar());
    await press('ArrowDown');
    document.body.replaceChildren();
    await show();
    expect(bar().getAttribute('aria-valuenow')).toBe('60');
  });

  it('stands where it does at first when what was remembered makes no sense', async () => {
    localStorage.setItem('daytrail:a-split', 'far down');
    await show();
    expect(bar().getAttribute('aria-valuenow')).toBe('55');
  });
});
