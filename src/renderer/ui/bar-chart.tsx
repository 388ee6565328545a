import { ChartFigure } from "./chart-figure.tsx";
import { formatNumber } from "./format.ts";
import { useWidth } from "./use-width.ts";
import styles from "./charts.module.css";

interface BarChartProps {
  summary: string;
  columns: readonly [string, string];
  bars: readonly { label: string; value: number; note?: string }[];
  /** How wide the labels may be; longer ones are cut, and whole in the table. */
  labelWidthPx: number;
}

const ROW_HEIGHT_PX = 28;
const BAR_HEIGHT_PX = 14;
const VALUE_WIDTH_PX = 52;

/** Horizontal bars, one a row, with their labels and values beside them. */
export function BarChart({ summary, columns, bars, labelWidthPx }: BarChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const largest = Math.max(1, ...bars.map((bar) => bar.value));
  const room = Math.max(0, width - labelWidthPx - VALUE_WIDTH_PX);
  return (
    <ChartFigure
      summary={summary}
      columns={columns}
      rows={bars.map((bar) => ({ key: bar.label, label: bar.label, value: formatNumber(bar.value) }))}
    >
      <div ref={ref}>
        <svg className={styles.chart} width={width} height={bars.length * ROW_HEIGHT_PX} aria-hidden="true">
          {bars.map((bar, index) => {
            const middle = index * ROW_HEIGHT_PX + ROW_HEIGHT_PX / 2;
            const length = bar.value === 0 ? 0 : Math.max(2, (bar.value / largest) * room);
            return (
              <g key={bar.label}>
                <title>{`${bar.label}: ${formatNumber(bar.value)}${bar.note ? `, ${bar.note}` : ""}`}</title>
                <text className={styles.label} x={0} y={middle}>
                  {cut(bar.label, Math.floor(labelWidthPx / 7.5))}
                </text>
                <rect
                  className={styles.track}
                  x={labelWidthPx}
                  y={middle - BAR_HEIGHT_PX / 2}
                  width={room}
                  height={BAR_HEIGHT_PX}
                  rx={3}
                />
                <rect
                  className={styles.bar}
                  x={labelWidthPx}
                  y={middle - BAR_HEIGHT_PX / 2}
                  width={length}
                  height={BAR_HEIGHT_PX}
                  rx={3}
                />
                <text className={styles.value} x={width} y={middle} textAnchor="end">
                  {formatNumber(bar.value)}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFigure>
  );
}

function cut(label: string, characters: number): string {
  const whole = Array.from(label);
  return whole.length > characters ? `${whole.slice(0, characters - 1).join("")}…` : label;
}
