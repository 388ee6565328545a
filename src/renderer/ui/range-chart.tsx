import { ChartFrame } from "./chart-frame.tsx";
import { cutLabel } from "./cut-label.ts";
import styles from "./charts.module.css";

/** One row: how far its middle and its far end reach, or why there is nothing to draw. */
export type RangeRow = { label: string; note: string } & (
  | { middle: number; end: number; middleText: string; endText: string }
  | { refusal: string }
);

interface RangeChartProps {
  summary: string;
  rows: readonly RangeRow[];
  labelWidthPx: number;
}

const ROW_HEIGHT_PX = 36;
const BAR_HEIGHT_PX = 14;
const VALUES_WIDTH_PX = 92;

/** Bars to the middle of a distribution, with a line on to its far end; all rows on one scale from zero. */
export function RangeChart({ summary, rows, labelWidthPx }: RangeChartProps) {
  const farthest = Math.max(1, ...rows.map((row) => ("end" in row ? row.end : 0)));
  return (
    <ChartFrame summary={summary} heightPx={rows.length * ROW_HEIGHT_PX}>
      {(width) => {
        const room = Math.max(0, width - labelWidthPx - VALUES_WIDTH_PX);
        const xOf = (value: number): number => labelWidthPx + (value / farthest) * room;
        return rows.map((row, index) => {
          const y = index * ROW_HEIGHT_PX + ROW_HEIGHT_PX / 2;
          return (
            <g key={row.label}>
              <title>{`${row.label}: ${"refusal" in row ? row.refusal : `${row.middleText} – ${row.endText}`}, ${row.note}`}</title>
              <text className={styles.label} x={0} y={y - 7}>
                {cutLabel(row.label, labelWidthPx)}
              </text>
              <text x={0} y={y + 8}>
                {cutLabel(row.note, labelWidthPx * 1.1)}
              </text>
              {"refusal" in row ? (
                <text x={labelWidthPx} y={y}>
                  {row.refusal}
                </text>
              ) : (
                <Range row={row} y={y} xOf={xOf} startX={labelWidthPx} endX={width} />
              )}
            </g>
          );
        });
      }}
    </ChartFrame>
  );
}

interface RangeProps {
  row: Extract<RangeRow, { middle: number }>;
  y: number;
  xOf: (value: number) => number;
  startX: number;
  endX: number;
}

function Range({ row, y, xOf, startX, endX }: RangeProps) {
  const middleX = Math.max(startX + 2, xOf(row.middle));
  const farX = Math.max(middleX, xOf(row.end));
  return (
    <>
      <line className={styles.whisker} x1={middleX} x2={farX} y1={y} y2={y} />
      <line className={styles.whisker} x1={farX} x2={farX} y1={y - 5} y2={y + 5} />
      <rect
        className={styles.bar}
        x={startX}
        y={y - BAR_HEIGHT_PX / 2}
        width={middleX - startX}
        height={BAR_HEIGHT_PX}
        rx={3}
      />
      <text className={styles.value} x={endX} y={y - 7} textAnchor="end">
        {row.middleText}
      </text>
      <text x={endX} y={y + 8} textAnchor="end">
        {row.endText}
      </text>
    </>
  );
}
