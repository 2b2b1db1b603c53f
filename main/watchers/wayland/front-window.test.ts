import { describe, expect, it } from 'vitest';
import { FrontWindow } from './front-window.ts';

function withTwo(): FrontWindow {
  const windows = new FrontWindow();
  windows.tell(1, { app: 'editor', title: 'notes', activated: true });
  windows.tell(2, { app: 'browser', title: 'news', activated: false });
  windows.commitAll();
  return windows;
}

describe('the window in front', () => {
  it('is the active one', () => {
    expect(withTwo().front()).toEqual({ app: 'editor', title: 'notes' });
  });

  it('changes when what was told is complete, and not before', () => {
    const windows = withTwo();
    windows.tell(1, { title: 'letter' });
    expect(windows.front()?.title).toBe('notes');
    windows.commit(1);
    expect(windows.front()?.title).toBe('letter');
  });

  it('is the one that became active last while two are', () => {
    const windows = withTwo();
    windows.tell(2, { activated: true });
    windows.commit(2);
    windows.tell(1, { title: 'letter' });
    windows.commit(1);
    expect(windows.front()?.app).toBe('browser');
  });

  it('is none once the active one is closed', () => {
    const windows = withTwo();
    windows.remove(1);
    expect(windows.front()).toBeNull();
  });

  it('has the app `unknown` where it gives no identifier', () => {
    const windows = new FrontWindow();
    windows.tell(7, { activated: true });
    windows.commit(7);
    expect(windows.front()).toEqual({ app: 'unknown', title: '' });
  });

  it('says nothing of a window that was closed before it was complete', () => {
    const windows = new FrontWindow();
    windows.tell(7, { activated: true });
    windows.remove(7);
    windows.commit(7);
    expect(windows.front()).toBeNull();
  });
});
