import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, type HTMLAttributes, type ReactNode } from "react";
import styles from "./long-list.module.css";

interface LongListProps {
  label: string;
  count: number;
  /** Of every row of a list; the least of a table's, whose rows are as high as what is in them. */
  rowHeightPx: number;
  /** Of a table the same function for as long as its rows are the same. */
  keyOf: (index: number) => string | number;
  renderRow: (index: number) => ReactNode;
  /** Said where there is no row. */
  none: string;
  /** The row of column headers: then it is a table, and each row's parts are its cells. */
  head?: ReactNode;
  /** How far down it is scrolled at first, in pixels. */
  place?: number;
  /** Called with how far down it was scrolled, when it goes from the screen. */
  onLeave?: (place: number) => void;
}

/** Rows to read, of any number, of which only those in view exist. The keyboard scrolls them. */
export function LongList(props: LongListProps) {
  const { label, count, rowHeightPx, keyOf, renderRow, none, head, place = 0, onLeave } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const isTable = head !== undefined;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    // Only measured heights are remembered by row; for another function all places are computed anew.
    ...(isTable && { getItemKey: keyOf }),
    initialOffset: place,
    overscan: 6,
  });
  useLeave(scrollRef, onLeave);

  const rows = (
    <div
      className={styles.rows}
      style={{ height: virtualizer.getTotalSize() }}
      role={isTable ? "rowgroup" : "list"}
      aria-label={isTable ? undefined : label}
    >
      {virtualizer.getVirtualItems().map((item) => (
        <div
          key={keyOf(item.index)}
          className={styles.item}
          {...(isTable ? tableRow(virtualizer, item) : listItem(rowHeightPx, count, item))}
        >
          {renderRow(item.index)}
        </div>
      ))}
    </div>
  );
  return (
    <div ref={scrollRef} className={styles.scroll} tabIndex={0} role="group" aria-label={label}>
      {isTable ? (
        <div role="table" aria-label={label} aria-rowcount={count + 1}>
          {head}
          {rows}
        </div>
      ) : (
        rows
      )}
      {count === 0 && <p className={styles.none}>{none}</p>}
    </div>
  );
}

interface Place {
  index: number;
  start: number;
}

type ItemProps = HTMLAttributes<HTMLDivElement>;

const listItem = (rowHeightPx: number, count: number, { index, start }: Place): ItemProps => ({
  style: { height: rowHeightPx, transform: `translateY(${start}px)` },
  role: "listitem",
  "aria-setsize": count,
  "aria-posinset": index + 1,
});

function tableRow(virtualizer: Virtualizer<HTMLDivElement, Element>, { index, start }: Place) {
  return {
    ref: virtualizer.measureElement,
    "data-index": index,
    style: { transform: `translateY(${start}px)` },
    role: "row",
    "aria-rowindex": index + 2,
  };
}

/** The place is read while the rows are still on the page: an element that has left it is scrolled to its start. */
function useLeave(
  scrollRef: { readonly current: HTMLDivElement | null },
  onLeave: ((place: number) => void) | undefined,
): void {
  const leaveRef = useRef(onLeave);
  useLayoutEffect(() => {
    leaveRef.current = onLeave;
  });
  useLayoutEffect(() => {
    const element = scrollRef.current;
    return () => leaveRef.current?.(element?.scrollTop ?? 0);
  }, [scrollRef]);
}
