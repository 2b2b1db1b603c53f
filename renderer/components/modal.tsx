/**
 * A dialog over the window, on the browser's own modal dialog: it keeps the focus inside, makes the rest inert, closes
 * with Escape and gives the focus back. (Ready-made ones lock scrolling by adding a style element, which the window's
 * policy forbids.)
 */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './modal.module.css';

interface ModalProps {
  readonly label: string;
  readonly onClose: () => void;
  /** Where in the window it stands: a palette hangs from the top. */
  readonly place?: 'middle' | 'top';
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Shown as long as it is rendered. */
export function Modal({ label, onClose, place = 'middle', wide = false, children }: ModalProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it is taken out of the page: only a dialog that is in it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a pointer's way of Escape, which the dialog handles.
    <dialog
      ref={dialog}
      className={`${styles.modal} ${styles[place]}`}
      data-wide={wide}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.body}>{children}</div>
    </dialog>
  );
}
