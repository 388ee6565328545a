import type { ReactNode } from "react";

/** Drawn on a 16 × 16 grid with a 1.5 stroke, in the colour of the text around them. */
const SHAPES = {
  connect: (
    <path d="M6.5 9.5 9.5 6.5M7 4.5l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.3 1.3a3.2 3.2 0 0 1-4.5-4.5L4.5 7" />
  ),
  choose: <path d="m2.5 4 1.2 1.2L6 2.9M2.5 11l1.2 1.2L6 9.9M8.5 4.5h5M8.5 11.5h5" />,
  sync: <path d="M13.5 3v3.5H10M2.5 13V9.5H6M13 6.3A5.5 5.5 0 0 0 3.3 5M3 9.7A5.5 5.5 0 0 0 12.7 11" />,
  insights: <path d="M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6" />,
  log: <path d="M3 3.5h10M3 6.5h7M3 9.5h10M3 12.5h5" />,
  diagnostics: <path d="M2 8.5h2.75L6.5 4l3 8.5 1.75-4H14" />,
  settings: <path d="M2.5 5h6.75M12.25 5h1.25M2.5 11h1.25M6.75 11h6.75M10.75 3.5v3M5.25 9.5v3" />,
  repair: (
    <path d="M9.8 3.2a3.3 3.3 0 0 1 3.9-.6l-2.2 2.2.3 1.4 1.4.3 2.1-2.1a3.3 3.3 0 0 1-4.4 4.2l-4.6 4.6a1.4 1.4 0 0 1-2-2l4.6-4.6a3.3 3.3 0 0 1 .9-3.4Z" />
  ),
  check: <path d="m3.5 8.5 3 3 6-7" />,
  minus: <path d="M4 8h8" />,
  cross: <path d="m4.5 4.5 7 7m0-7-7 7" />,
  alert: <path d="M8 2.5 14 13H2ZM8 6.5v3M8 11.25v.1" />,
  gap: <path d="M8 2.5a5.5 5.5 0 1 0 5.5 5.5M10.5 3.1l.1.05M12.8 5.3l.05.1" />,
  clock: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.25l2 1.25" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.3 12.5 8 5 12.7Z" />,
  stop: <path d="M4 4h8v8H4Z" />,
  retry: <path d="M13 3v3.5H9.5M12.7 6.2A5.2 5.2 0 1 0 13.2 9" />,
  search: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm3.3 7.8 3.2 3.2" />,
  dot: <path d="M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z" />,
  running: <path d="M8 2.5A5.5 5.5 0 1 1 2.5 8" />,
  question: (
    <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM6.5 6.6a1.6 1.6 0 1 1 2.3 1.5c-.5.25-.8.5-.8 1.1M8 11.15v.1" />
  ),
  info: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 7.5v3.5M8 5v.1" />,
  down: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  copy: <path d="M5.5 5.5h8v8h-8ZM3.5 10.5h-1v-8h8v1" />,
  external: <path d="M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9v4.5h-9v-9H7" />,
  organization: <path d="M3 13.5v-11h6v11M9 6.5h4v7M1.5 13.5h13M5 5.5h2M5 8h2M5 10.5h2" />,
  person: (
    <path d="M8 2.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4ZM3 13.5c.4-2.6 2.4-3.8 5-3.8s4.6 1.2 5 3.8" />
  ),
  key: <path d="M5.5 7a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 5.5 7Zm2.3.9 5.7-5.4M11 5l1.8 1.8" />,
  offline: (
    <path d="M2.5 2.5l11 11M2 6.6A9 9 0 0 1 4.6 5M6.8 4.1A9 9 0 0 1 14 6.6M4.4 9.2a5.6 5.6 0 0 1 2.2-1.3M9.6 8a5.6 5.6 0 0 1 2 1.2M8 12.4v.1" />
  ),
  gauge: <path d="M2.6 12a6 6 0 1 1 10.8 0M8 10.5 10.6 6.6M8 10.5v.1" />,
  slow: (
    <path d="M4.5 2.5h7M4.5 13.5h7M5.5 2.5c0 3 5 4 5 5.5s-5 2.5-5 5.5M10.5 2.5c0 3-5 4-5 5.5s5 2.5 5 5.5" />
  ),
  theme: <path d="M8 2.5a5.5 5.5 0 1 0 0 11ZM8 2.5a5.5 5.5 0 0 1 0 11" />,
  keyboard: <path d="M1.5 4.5h13v7h-13ZM4 7h.1M6.6 7h.1M9.3 7h.1M11.9 7h.1M5 9.5h6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A small drawing beside words; hidden from screen readers, because the words say it. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      className={className}
      width="16"
      height="16"
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
