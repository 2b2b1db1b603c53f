/**
 * The window's icons: 16 by 16, drawn with one pen in the colour of the text. They are decoration; their control has a
 * name.
 */
import type { ReactNode } from 'react';

const SHAPES = {
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  right: <path d="M6 3.5 10.5 8 6 12.5" />,
  down: <path d="M4 6.2 8 10l4-3.8" />,
  up: <path d="M4 9.8 8 6l4 3.8" />,
  plus: <path d="M8 3.5v9M3.5 8h9" />,
  minus: <path d="M3.5 8h9" />,
  fit: <path d="M2.5 4v8M13.5 4v8M5 8h6M6.7 6.2 4.9 8l1.8 1.8M9.3 6.2 11.1 8 9.3 9.8" />,
  calendar: <path d="M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.3V5M10.5 2.3V5" />,
  search: <path d="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4l3.3 3.3" />,
  help: (
    <>
      <path d="M5.9 6.1A2.15 2.15 0 0 1 8 4.3c1.25 0 2.15.8 2.15 1.9 0 1.7-2.1 1.7-2.1 3.3" />
      <path d="M8.03 11.9v.01" />
    </>
  ),
  more: <path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2.2" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  trouble: <path d="M8 2.5 14.3 13H1.7zM8 6.5v3M8 11.2v.01" />,
  timeline: <path d="M1.8 4h5M9 4h5.2M1.8 8h8.4M12.4 8h1.8M1.8 12h3M7 12h7.2" strokeWidth="2" />,
  activity: <path d="M3.5 13V9M8 13V3M12.5 13V6.5" strokeWidth="2" />,
  data: <path d="M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 6.3V13" />,
  preferences: (
    <>
      <path d="M2 4.5h5M10.6 4.5H14M2 11.5h3.4M9 11.5h5" />
      <circle cx="8.8" cy="4.5" r="1.8" />
      <circle cx="7.2" cy="11.5" r="1.8" />
    </>
  ),
  check: <path d="m3 8.4 3.2 3.2L13 4.8" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  resume: <path d="M5 3.3v9.4L12.5 8z" />,
  lock: <path d="M3.5 7.2h9v6.3h-9zM5.3 7.2V5a2.7 2.7 0 0 1 5.4 0v2.2M8 9.7v1.6" />,
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, className }: { name: IconName; className?: string | undefined }): ReactNode {
  return (
    <svg
      className={className}
      width="1em"
      height="1em"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}

/** Daytrail's mark, as in assets/icon-small.svg. */
export function Mark({ className }: { className?: string | undefined }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <rect width="16" height="16" rx="3.5" fill="#0c5f56" />
      <rect x="2" y="11" width="7" height="2" rx="1" fill="#8fd0c3" />
      <rect x="5" y="7" width="7" height="2" rx="1" fill="#c9e9e0" />
      <rect x="6.5" y="3" width="3.5" height="2" rx="1" fill="#ffffff" />
      <circle cx="12.5" cy="4" r="1.6" fill="#ff7a45" />
    </svg>
  );
}
