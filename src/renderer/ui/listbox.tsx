import { useVirtualizer } from "@tanstack/react-virtual";
import {
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from "react";
import { classNames } from "./class-names.ts";
import styles from "./listbox.module.css";

/** What the owner of a list can ask of it. */
export interface ListboxHandle {
  scrollToEnd(): void;
  /** Moves what is seen down by so many rows, after rows were added above it. */
  shiftBy(rows: number): void;
  focus(): void;
  /** Makes a row the active one and brings it into view. */
  activate(index: number): void;
}

interface ListboxProps {
  label: string;
  count: number;
  rowHeightPx: number;
  keyOf: (index: number) => string | number;
  renderRow: (index: number) => ReactNode;
  isSelected: (index: number) => boolean;
  isMultiple?: boolean;
  /** A click, Space or Enter on a row. */
  onChoose: (index: number) => void;
  /** Called with every move of the active row, for lists whose selection follows it. */
  onActiveChange?: (index: number) => void;
  onSelectAll?: () => void;
  /** Shift begins a range at the active row. */
  onRangeStart?: () => void;
  /** Shift with an arrow or a click: from where the range began to here, the smaller index first. */
  onRange?: (from: number, to: number) => void;
  onScroll?: (place: { atStart: boolean; atEnd: boolean }) => void;
  className?: string | undefined;
  ref?: Ref<ListboxHandle>;
}

/** Near enough to an end of the list to count as being there. */
const END_SLACK_PX = 24;

/**
 * A list of any length, of which only the rows in view exist. One stop for the Tab key; arrows, Page keys, Home and
 * End move within it, as ARIA's listbox pattern asks.
 */
export function Listbox(props: ListboxProps) {
  const { label, count, rowHeightPx, keyOf, renderRow, isSelected, isMultiple = false, className } = props;
  const id = useId();
  const scrollRef = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const activeIndex = Math.min(active, count - 1);
  /** Where a range was begun, while Shift extends it. */
  const rangeStart = useRef<number | null>(null);

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });

  const rows = virtualizer.getVirtualItems();
  // One that was scrolled out of view does not exist, and must not be pointed to.
  const isActiveDrawn = rows.some(({ index }) => index === activeIndex);

  useImperativeHandle(props.ref, () => ({
    scrollToEnd() {
      const element = scrollRef.current;
      if (element) element.scrollTop = element.scrollHeight;
    },
    shiftBy(rows) {
      const element = scrollRef.current;
      if (element) element.scrollTop += rows * rowHeightPx;
      setActive((before) => before + rows);
    },
    focus() {
      scrollRef.current?.focus();
    },
    activate(index) {
      setActive(index);
      // From out of sight it comes to the middle, with its surroundings.
      const isDrawn = rows.some((row) => row.index === index);
      virtualizer.scrollToIndex(index, { align: isDrawn ? "auto" : "center" });
    },
  }));

  // A list that shrank must not keep an active row beyond its end.
  useEffect(() => {
    if (count > 0 && active >= count) setActive(count - 1);
  }, [active, count]);

  const moveTo = (index: number): void => {
    if (count === 0) return;
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    props.onActiveChange?.(next);
    virtualizer.scrollToIndex(next, { align: "auto" });
  };

  const extendTo = (index: number): void => {
    if (count === 0) return;
    const end = Math.max(0, Math.min(count - 1, index));
    if (rangeStart.current === null) {
      rangeStart.current = activeIndex;
      props.onRangeStart?.();
    }
    moveTo(end);
    props.onRange?.(Math.min(rangeStart.current, end), Math.max(rangeStart.current, end));
  };

  const goTo = (index: number, isExtending: boolean): void => {
    if (isExtending && props.onRange) return extendTo(index);
    rangeStart.current = null;
    moveTo(index);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const pageRows = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeightPx) - 1);
    const moves: Record<string, number> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + pageRows,
      PageUp: activeIndex - pageRows,
      Home: 0,
      End: count - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) goTo(move, event.shiftKey);
    else if ((event.key === " " || event.key === "Enter") && activeIndex >= 0) props.onChoose(activeIndex);
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && props.onSelectAll)
      props.onSelectAll();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scrollRef}
      className={classNames(styles.list, className)}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={isMultiple || undefined}
      aria-activedescendant={isActiveDrawn ? `${id}-${keyOf(activeIndex)}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        props.onScroll?.({
          atStart: scrollTop < END_SLACK_PX,
          atEnd: scrollHeight - clientHeight - scrollTop < END_SLACK_PX,
        });
      }}
    >
      <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {rows.map((row) => (
          <div
            key={keyOf(row.index)}
            id={`${id}-${keyOf(row.index)}`}
            className={styles.row}
            style={{ height: rowHeightPx, transform: `translateY(${row.start}px)` }}
            role="option"
            aria-selected={isSelected(row.index)}
            aria-setsize={count}
            aria-posinset={row.index + 1}
            data-active={row.index === activeIndex || undefined}
            onMouseDown={(event) => {
              // With Shift rows are meant, and not the words from the last click to this one.
              if (!event.shiftKey || !props.onRange) return;
              event.preventDefault();
              scrollRef.current?.focus();
            }}
            onClick={(event) => {
              goTo(row.index, event.shiftKey);
              if (!event.shiftKey || !props.onRange) props.onChoose(row.index);
            }}
          >
            {renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
