import type { ReactNode } from "react";
import { useWidth } from "./use-width.ts";
import styles from "./charts.module.css";

interface ChartFrameProps {
  /** What the drawing shows, in one sentence, for people who do not see it. */
  summary: string;
  heightPx: number;
  /** Draws to the width that there is, in CSS pixels. */
  children: (widthPx: number) => ReactNode;
}

/** The room of a chart, as wide as its place. The same numbers should be there as a table too. */
export function ChartFrame({ summary, heightPx, children }: ChartFrameProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  return (
    <figure role="img" aria-label={summary} className={styles.frame}>
      <div ref={ref} style={{ height: heightPx }}>
        {width > 0 && (
          <svg className={styles.chart} width={width} height={heightPx} aria-hidden="true">
            {children(width)}
          </svg>
        )}
      </div>
    </figure>
  );
}
