import { LOG_TEXTS } from "../../texts/log.ts";
import { Button } from "../../ui/button.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import type { Direction } from "./find-match.ts";
import styles from "./log-screen.module.css";

interface LogToolsProps {
  text: string;
  onText: (text: string) => void;
  /** Where the person is among the matches; null while nothing is searched for. */
  matches: string | null;
  onMatch: (direction: Direction) => void;
  isPaused: boolean;
  onPause: (isPaused: boolean) => void;
}

/** Searching, going from match to match, and letting the log stand still. */
export function LogTools({ text, onText, matches, onMatch, isPaused, onPause }: LogToolsProps) {
  return (
    <div className={styles.tools}>
      <SearchField
        className={styles.search}
        label={LOG_TEXTS.search}
        placeholder={LOG_TEXTS.searchHint}
        value={text}
        onChange={onText}
        onEnter={(isBackwards) => {
          if (matches !== null) onMatch(isBackwards ? "previous" : "next");
        }}
      />
      {matches !== null && (
        <div className={styles.matches}>
          <span data-testid="match-place">{matches}</span>
          <Button
            look="quiet"
            icon="down"
            className={styles.up}
            aria-label={LOG_TEXTS.previousMatch}
            title={LOG_TEXTS.previousMatchHint}
            onClick={() => onMatch("previous")}
          />
          <Button
            look="quiet"
            icon="down"
            aria-label={LOG_TEXTS.nextMatch}
            title={LOG_TEXTS.nextMatchHint}
            onClick={() => onMatch("next")}
          />
        </div>
      )}
      <Button icon={isPaused ? "play" : "pause"} aria-pressed={isPaused} onClick={() => onPause(!isPaused)}>
        {isPaused ? LOG_TEXTS.resume : LOG_TEXTS.pause}
      </Button>
    </div>
  );
}
