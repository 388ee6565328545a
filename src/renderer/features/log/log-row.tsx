import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { LEVEL_NAMES } from "../../texts/log.ts";
import { formatPreciseTime } from "../../ui/format.ts";
import { HighlightedText } from "../../ui/highlighted-text.tsx";
import { factsText } from "./entry-text.ts";
import styles from "./log-row.module.css";

export const LOG_ROW_HEIGHT_PX = 26;

export function LogRow({ entry, words }: { entry: IndexedLogEntry; words: readonly string[] }) {
  return (
    <div className={styles.row} data-level={entry.level}>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>
        {formatPreciseTime(entry.at)}
      </time>
      <span className={styles.level}>{LEVEL_NAMES[entry.level]}</span>
      <span className={styles.event}>
        <HighlightedText text={entry.event} words={words} />
      </span>
      <span className={styles.message}>
        <HighlightedText text={entry.message} words={words} />{" "}
        <span className={styles.facts}>
          <HighlightedText text={factsText(entry)} words={words} />
        </span>
      </span>
    </div>
  );
}
