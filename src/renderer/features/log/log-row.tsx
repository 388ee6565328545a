import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { LEVEL_NAMES } from "../../texts/log.ts";
import { formatDateTime, formatPreciseDateTime, formatPreciseTime } from "../../ui/format.ts";
import { HighlightedText } from "../../ui/highlighted-text.tsx";
import { factsText } from "./entry-text.ts";
import styles from "./log-row.module.css";

export const LOG_ROW_HEIGHT_PX = 26;

interface LogRowProps {
  entry: IndexedLogEntry;
  words: readonly string[];
  /** Not all entries are of today, so each says of which day it is. */
  isDated: boolean;
}

export function LogRow({ entry, words, isDated }: LogRowProps) {
  return (
    <div className={styles.row} data-level={entry.level} data-dated={isDated || undefined}>
      <time
        className={styles.time}
        dateTime={new Date(entry.at).toISOString()}
        title={formatDateTime(entry.at)}
      >
        {isDated ? formatPreciseDateTime(entry.at) : formatPreciseTime(entry.at)}
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
