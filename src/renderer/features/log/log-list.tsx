import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { LOG_TEXTS } from "../../texts/log.ts";
import { Button } from "../../ui/button.tsx";
import { Listbox, type ListboxHandle } from "../../ui/listbox.tsx";
import { LOG_ROW_HEIGHT_PX, LogRow } from "./log-row.tsx";
import { indexOfSequence, rowsMoved, type LogWindow } from "./log-window.ts";
import styles from "./log-screen.module.css";

/** The log stands still: since this entry was the newest, by the person's own wish or because they scrolled away. */
export interface Pause {
  newest: number;
  isByHand: boolean;
}

/** Entries that are selected, by the places of the first and the last. */
export interface SelectedRange {
  from: number;
  to: number;
}

interface LogListProps {
  window: LogWindow;
  words: readonly string[];
  selected: SelectedRange | null;
  onSelect: (range: SelectedRange) => void;
  /** Whether the window's end is the end of the log. */
  isFollowing: boolean;
  pause: Pause | null;
  onPause: (pause: Pause | null) => void;
  onToNewest: () => void;
  onWantOlder: () => void;
  onWantNewer: () => void;
}

/**
 * The entries, following the newest while the person looks at the end. Scrolled up, nothing moves under their eyes:
 * new lines are counted instead, and older ones come in above without a jump.
 */
export function LogList(props: LogListProps) {
  const { window, words, selected, onSelect, isFollowing, pause, onPause, onWantOlder } = props;
  const { entries, olderBefore } = window;
  const listRef = useRef<ListboxHandle>(null);
  const drawn = useRef<LogWindow>(window);
  const revealed = useRef<number | null>(null);
  const [isAtStart, setAtStart] = useState(false);
  const isDated = entries[0] !== undefined && !isToday(entries[0].at);
  const newest = entries.at(-1)?.sequence ?? -1;
  const unseen = pause === null || !isFollowing ? 0 : entries.length - countUpTo(window, pause.newest);
  const followsEnd = pause === null && isFollowing;

  useLayoutEffect(() => {
    const moved = rowsMoved(drawn.current, window);
    drawn.current = window;
    if (followsEnd) listRef.current?.scrollToEnd();
    else if (moved !== null && moved !== 0) listRef.current?.shiftBy(moved);
  }, [window, followsEnd]);

  // One entry that was chosen elsewhere, as a match or from its surroundings, is brought into view once.
  const chosen = selected && selected.from === selected.to ? selected.from : null;
  useEffect(() => {
    if (chosen === null || revealed.current === chosen) return;
    const index = indexOfSequence(entries, chosen);
    if (index < 0) return;
    revealed.current = chosen;
    listRef.current?.activate(index);
  }, [chosen, entries]);

  useEffect(() => {
    if (isAtStart && olderBefore !== null) onWantOlder();
  }, [isAtStart, olderBefore, onWantOlder, entries]);

  const selectOne = (index: number): void => {
    const { sequence } = entries[index]!;
    revealed.current = sequence;
    onSelect({ from: sequence, to: sequence });
  };
  const isSelected = (index: number): boolean => {
    const sequence = entries[index]?.sequence ?? -1;
    return selected !== null && sequence >= selected.from && sequence <= selected.to;
  };

  return (
    <div className={styles.rows}>
      <Listbox
        ref={listRef}
        label={LOG_TEXTS.list}
        count={entries.length}
        rowHeightPx={LOG_ROW_HEIGHT_PX}
        keyOf={(index) => entries[index]?.sequence ?? index}
        isMultiple
        isSelected={isSelected}
        onChoose={selectOne}
        onActiveChange={(index) => {
          if (selected) selectOne(index);
        }}
        onRange={(from, to) => onSelect({ from: entries[from]!.sequence, to: entries[to]!.sequence })}
        onSelectAll={() => {
          const [oldest] = entries;
          if (oldest) onSelect({ from: oldest.sequence, to: newest });
        }}
        onScroll={({ atStart, atEnd }) => {
          setAtStart(atStart);
          if (atEnd && !isFollowing) props.onWantNewer();
          if (atEnd && pause && !pause.isByHand) onPause(null);
          if (!atEnd && pause === null) onPause({ newest, isByHand: false });
        }}
        renderRow={(index) => <LogRow entry={entries[index]!} words={words} isDated={isDated} />}
      />
      {(pause !== null || !isFollowing) && (
        <div className={styles.toEnd}>
          <Button look={unseen > 0 ? "primary" : "plain"} size="small" icon="down" onClick={props.onToNewest}>
            {unseen > 0 ? LOG_TEXTS.newLines(unseen) : LOG_TEXTS.toNewest}
          </Button>
        </div>
      )}
    </div>
  );
}

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();

/** How many entries, from the first on, are not newer than this one. */
function countUpTo({ entries }: LogWindow, sequence: number): number {
  const index = entries.findLastIndex((entry) => entry.sequence <= sequence);
  return index + 1;
}
