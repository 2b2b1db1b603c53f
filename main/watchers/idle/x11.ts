/** How long nobody has touched anything on X11: the screen saver extension counts it. One question, when it is asked. */
import type { ScreenSaver } from 'x11';
import { systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import { BackendError, type IdleBackend } from '../backend.ts';
import { connectX, type XConnection } from '../x11/connection.ts';

/** `display` has the form of $DISPLAY. */
export function createX11Idle({ display }: { readonly display: string }): IdleBackend {
  let session: { readonly x: XConnection; readonly saver: ScreenSaver } | null = null;
  const close = () => {
    session?.x.close();
    session = null;
  };
  return {
    about: () => ({
      name: 'X11 screen saver extension',
      sees: ['How long nobody has used the keyboard or the mouse.'],
      limits: [],
    }),
    start: async (lost) => {
      close();
      const x = await connectX(display, (problem) => {
        if (session === null || session.x !== x) return;
        session = null;
        lost(problem);
      });
      const found = new Promise<ScreenSaver>((resolve, reject) => {
        x.client.require('screen-saver', (error, saver) => (error ? reject(error) : resolve(saver)));
      });
      try {
        const saver = await within(systemClock, ANSWER_LIMIT_MS, 'The X server does not answer.', found);
        session = { x, saver };
        await idleMs(session);
      } catch (error) {
        close();
        x.close();
        if (error instanceof BackendError) throw error;
        throw new BackendError('unfit', 'This X server does not count how long nobody has used it.');
      }
    },
    idleMs: async () => {
      if (session === null) throw new BackendError('broken', 'There is no connection to the X server.');
      return idleMs(session);
    },
    stop: async () => close(),
  };
}

function idleMs({ x, saver }: { readonly x: XConnection; readonly saver: ScreenSaver }): Promise<number> {
  const answer = new Promise<number>((resolve, reject) => {
    saver.QueryInfo(x.root, (error, info) => {
      if (error) reject(new BackendError('broken', 'The X server refused to say how long nobody has used it.'));
      else resolve(info.idle);
      return true;
    });
  });
  return within(systemClock, ANSWER_LIMIT_MS, 'The X server does not answer.', answer);
}
