import styles from "./skeleton.module.css";

/** Grey rows in the place of what is on its way, so that nothing jumps when it comes. */
export function SkeletonRows({ count, rowHeightPx }: { count: number; rowHeightPx: number }) {
  return (
    <div className={styles.rows} aria-hidden="true" data-testid="skeleton">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row} style={{ height: rowHeightPx }}>
          <span className={styles.bar} style={{ width: `${38 + ((index * 29) % 34)}%` }} />
          <span className={styles.bar} style={{ width: "9%" }} />
        </div>
      ))}
    </div>
  );
}

/** A grey bar in the place of one line of text. */
export function SkeletonLine({ widthPercent }: { widthPercent: number }) {
  return <span className={styles.bar} style={{ width: `${widthPercent}%` }} aria-hidden="true" />;
}
