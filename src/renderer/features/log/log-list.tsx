import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { Button } from "../../ui/button.tsx";
import { formatCount } from "../../ui/format.ts";
import { Listbox, type ListboxHandle } from "../../ui/listbox.tsx";
import { LOG_ROW_HEIGHT_PX, LogRow } from "./log-row.tsx";
import { rowsMoved, type LogWindow } from "./log-window.ts";
import styles from "./log-screen.module.css";

interface LogListProps {
  window: LogWindow;
  words: readonly string[];
  selected: IndexedLogEntry | null;
  onSelect: (entry: IndexedLogEntry) => void;
  onWantOlder: () => void;
}

/**
 * The entries, following the newest while the person looks at the end. Scrolled up, nothing moves under their eyes:
 * new lines are counted instead, and older ones come in above without a jump.
 */
export function LogList({ window, words, selected, onSelect, onWantOlder }: LogListProps) {
  const { entries, olderBefore } = window;
  const listRef = useRef<ListboxHandle>(null);
  const drawn = useRef<LogWindow>(window);
  const [isAtStart, setAtStart] = useState(false);
  /** The newest entry when the person scrolled away from the end; null while they look at it. */
  const [lastSeen, setLastSeen] = useState<number | null>(null);
  const isAtEnd = lastSeen === null;
  const newest = entries.at(-1)?.sequence ?? -1;
  const unseen = lastSeen === null ? 0 : entries.length - countUpTo(entries, lastSeen);

  useLayoutEffect(() => {
    const moved = rowsMoved(drawn.current, window);
    drawn.current = window;
    if (isAtEnd) listRef.current?.scrollToEnd();
    else if (moved !== null && moved !== 0) listRef.current?.shiftBy(moved);
  }, [window, isAtEnd]);

  useEffect(() => {
    if (isAtStart && olderBefore !== null) onWantOlder();
  }, [isAtStart, olderBefore, onWantOlder, entries]);

  return (
    <div className={styles.rows}>
      <Listbox
        ref={listRef}
        label="Log entries"
        count={entries.length}
        rowHeightPx={LOG_ROW_HEIGHT_PX}
        keyOf={(index) => entries[index]?.sequence ?? index}
        isSelected={(index) => entries[index]?.sequence === selected?.sequence}
        onChoose={(index) => onSelect(entries[index]!)}
        onActiveChange={(index) => {
          if (selected) onSelect(entries[index]!);
        }}
        onScroll={({ atStart, atEnd }) => {
          setAtStart(atStart);
          setLastSeen((before) => (atEnd ? null : (before ?? newest)));
        }}
        renderRow={(index) => <LogRow entry={entries[index]!} words={words} />}
      />
      {!isAtEnd && (
        <div className={styles.toEnd}>
          <Button
            look={unseen > 0 ? "primary" : "plain"}
            size="small"
            icon="down"
            onClick={() => setLastSeen(null)}
          >
            {unseen > 0 ? formatCount(unseen, "new line", "new lines") : "To the newest"}
          </Button>
        </div>
      )}
    </div>
  );
}

/** How many entries, from the first on, are not newer than this one. */
function countUpTo(entries: readonly IndexedLogEntry[], sequence: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.sequence <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}
