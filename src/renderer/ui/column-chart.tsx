import { ChartFrame } from "./chart-frame.tsx";
import { formatNumber } from "./format.ts";
import { niceScale } from "./nice-scale.ts";
import styles from "./charts.module.css";

interface ColumnChartProps {
  summary: string;
  bars: readonly {
    key: string;
    label: string;
    value: number;
    /** Written below the column; only where there is something new to say. */
    tick?: string;
    /** Still growing: drawn as an outline. */
    isUnfinished?: boolean;
  }[];
}

const HEIGHT_PX = 168;
const TICKS_HEIGHT_PX = 22;
const SCALE_WIDTH_PX = 44;
const TOP_PX = 8;

/** Columns over time, on a scale that starts at zero. */
export function ColumnChart({ summary, bars }: ColumnChartProps) {
  const steps = niceScale(Math.max(0, ...bars.map((bar) => bar.value)));
  const top = steps.at(-1)!;
  const plotHeight = HEIGHT_PX - TICKS_HEIGHT_PX - TOP_PX;
  const yOf = (value: number): number => TOP_PX + plotHeight * (1 - value / top);
  return (
    <ChartFrame summary={summary} heightPx={HEIGHT_PX}>
      {(width) => {
        const slot = Math.max(0, width - SCALE_WIDTH_PX) / Math.max(1, bars.length);
        const columnWidth = Math.max(1, Math.min(28, slot * 0.7));
        return (
          <>
            {steps.map((step) => (
              <g key={step}>
                <line
                  className={step === 0 ? styles.axis : styles.grid}
                  x1={SCALE_WIDTH_PX}
                  x2={width}
                  y1={yOf(step)}
                  y2={yOf(step)}
                />
                <text x={SCALE_WIDTH_PX - 8} y={yOf(step)} textAnchor="end">
                  {formatNumber(step)}
                </text>
              </g>
            ))}
            {bars.map((bar, index) => {
              const x = SCALE_WIDTH_PX + index * slot;
              return (
                <g key={bar.key}>
                  <title>{`${bar.label}: ${formatNumber(bar.value)}`}</title>
                  <rect className={styles.slot} x={x} y={TOP_PX} width={slot} height={plotHeight} />
                  <rect
                    className={bar.isUnfinished ? styles.unfinished : styles.bar}
                    x={x + (slot - columnWidth) / 2}
                    y={yOf(bar.value)}
                    width={columnWidth}
                    height={plotHeight + TOP_PX - yOf(bar.value)}
                    rx={2}
                  />
                  {bar.tick && (
                    <text x={x} y={HEIGHT_PX - TICKS_HEIGHT_PX / 2 + 2}>
                      {bar.tick}
                    </text>
                  )}
                </g>
              );
            })}
          </>
        );
      }}
    </ChartFrame>
  );
}
