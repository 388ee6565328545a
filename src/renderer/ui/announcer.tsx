import { useSyncExternalStore } from "react";
import styles from "./announcer.module.css";

let current = "";
const listeners = new Set<() => void>();

/** Tells people who use a screen reader what has just changed. For turns of events, not for every number. */
export function announce(sentence: string): void {
  current = sentence;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The one place on the page from which announcements are read out. */
export function Announcer() {
  const sentence = useSyncExternalStore(subscribe, () => current);
  return (
    <div className={styles.hidden} role="status" aria-live="polite">
      {sentence}
    </div>
  );
}
