import { ChartFrame } from "./chart-frame.tsx";
import { cutLabel } from "./cut-label.ts";
import { formatNumber } from "./format.ts";
import styles from "./charts.module.css";

interface BarChartProps {
  summary: string;
  bars: readonly { label: string; value: number; note?: string }[];
  /** How wide the labels may be; longer ones are cut, and whole in the table. */
  labelWidthPx: number;
}

const ROW_HEIGHT_PX = 28;
const BAR_HEIGHT_PX = 14;
const VALUE_WIDTH_PX = 64;

/** Horizontal bars, one a row, with their labels and values beside them. */
export function BarChart({ summary, bars, labelWidthPx }: BarChartProps) {
  const largest = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ChartFrame summary={summary} heightPx={bars.length * ROW_HEIGHT_PX}>
      {(width) => {
        const room = Math.max(0, width - labelWidthPx - VALUE_WIDTH_PX);
        return bars.map((bar, index) => {
          const middle = index * ROW_HEIGHT_PX + ROW_HEIGHT_PX / 2;
          const length = bar.value === 0 ? 0 : Math.max(2, (bar.value / largest) * room);
          const track = { x: labelWidthPx, y: middle - BAR_HEIGHT_PX / 2, height: BAR_HEIGHT_PX, rx: 3 };
          return (
            <g key={bar.label}>
              <title>{`${bar.label}: ${formatNumber(bar.value)}${bar.note ? `, ${bar.note}` : ""}`}</title>
              <text className={styles.label} x={0} y={middle}>
                {cutLabel(bar.label, labelWidthPx)}
              </text>
              <rect className={styles.track} {...track} width={room} />
              <rect className={styles.bar} {...track} width={length} />
              <text className={styles.value} x={width} y={middle} textAnchor="end">
                {formatNumber(bar.value)}
              </text>
            </g>
          );
        });
      }}
    </ChartFrame>
  );
}
