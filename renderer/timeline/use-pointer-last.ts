/**
 * Whether the person last used a pointer. `:focus-visible` alone does not tell: a browser shows the focus that a script moves
 * into a page in which nothing had it, also when a click was the reason.
 */
import { type RefObject, useEffect, useRef } from 'react';

export function usePointerLast(): RefObject<boolean> {
  const pointerLast = useRef(false);
  useEffect(() => {
    const pointer = () => {
      pointerLast.current = true;
    };
    const key = () => {
      pointerLast.current = false;
    };
    document.addEventListener('pointerdown', pointer, { capture: true });
    document.addEventListener('keydown', key, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', pointer, { capture: true });
      document.removeEventListener('keydown', key, { capture: true });
    };
  }, []);
  return pointerLast;
}
