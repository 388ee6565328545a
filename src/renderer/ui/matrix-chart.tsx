import { ChartFrame } from "./chart-frame.tsx";
import { cutLabel } from "./cut-label.ts";
import { formatCompact, formatNumber } from "./format.ts";
import styles from "./charts.module.css";

interface MatrixChartProps {
  summary: string;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then by column. */
  counts: readonly (readonly number[])[];
  /** Whether the last row and column sum up others; then they have no shade, which speaks of single ones. */
  hasOthers: { rows: boolean; columns: boolean };
  /** What the rows and the columns are. */
  rowTitle: string;
  columnTitle: string;
  describeCell: (row: string, column: string, count: number) => string;
}

const CELL_HEIGHT_PX = 30;
const HEAD_HEIGHT_PX = 44;
const LABEL_WIDTH_PX = 132;
const GAP_PX = 2;
/** Where a number with separators would not fit. */
const NARROW_CELL_PX = 46;
/** The faintest cell still stands out from an empty one, and on the strongest the number is still easy to read. */
const SHADES = { faintest: 0.1, strongest: 0.5 } as const;

/** Counts of pairs. The number stands in every cell; its shade only helps to find the large ones. */
export function MatrixChart(props: MatrixChartProps) {
  const { summary, rows, columns, counts, hasOthers, rowTitle, columnTitle, describeCell } = props;
  const singleRows = rows.length - (hasOthers.rows ? 1 : 0);
  const singleColumns = columns.length - (hasOthers.columns ? 1 : 0);
  const largest = Math.max(1, ...counts.slice(0, singleRows).flatMap((row) => row.slice(0, singleColumns)));
  return (
    <ChartFrame summary={summary} heightPx={HEAD_HEIGHT_PX + rows.length * CELL_HEIGHT_PX}>
      {(width) => {
        const cellWidth = Math.max(0, width - LABEL_WIDTH_PX) / Math.max(1, columns.length);
        const xOf = (column: number): number => LABEL_WIDTH_PX + column * cellWidth;
        return (
          <>
            <text x={0} y={HEAD_HEIGHT_PX - 14}>
              {rowTitle}
            </text>
            <text x={LABEL_WIDTH_PX} y={8}>
              {columnTitle}
            </text>
            {columns.map((column, index) => (
              <text
                key={column}
                className={styles.columnLabel}
                x={xOf(index) + cellWidth / 2}
                y={HEAD_HEIGHT_PX - 14}
                textAnchor="middle"
              >
                <title>{column}</title>
                {cutLabel(column, cellWidth - 6)}
              </text>
            ))}
            {rows.map((row, rowIndex) => {
              const y = HEAD_HEIGHT_PX + rowIndex * CELL_HEIGHT_PX;
              const middle = y + (CELL_HEIGHT_PX - GAP_PX) / 2;
              return (
                <g key={row}>
                  <text className={styles.label} x={0} y={middle}>
                    <title>{row}</title>
                    {cutLabel(row, LABEL_WIDTH_PX - 8)}
                  </text>
                  {columns.map((column, columnIndex) => {
                    const count = counts[rowIndex]?.[columnIndex] ?? 0;
                    const isSingle = rowIndex < singleRows && columnIndex < singleColumns;
                    const shade = isSingle && count > 0 ? shadeOf(count / largest) : 0;
                    const x = xOf(columnIndex);
                    return (
                      <g key={column}>
                        <title>{describeCell(row, column, count)}</title>
                        <rect
                          className={styles.cell}
                          x={x}
                          y={y}
                          width={Math.max(0, cellWidth - GAP_PX)}
                          height={CELL_HEIGHT_PX - GAP_PX}
                          rx={3}
                        />
                        <rect
                          className={styles.shade}
                          x={x}
                          y={y}
                          width={Math.max(0, cellWidth - GAP_PX)}
                          height={CELL_HEIGHT_PX - GAP_PX}
                          rx={3}
                          opacity={shade}
                        />
                        <text
                          className={styles.value}
                          x={x + (cellWidth - GAP_PX) / 2}
                          y={middle}
                          textAnchor="middle"
                        >
                          {count === 0
                            ? "·"
                            : cellWidth < NARROW_CELL_PX
                              ? formatCompact(count)
                              : formatNumber(count)}
                        </text>
                      </g>
                    );
                  })}
                </g>
              );
            })}
          </>
        );
      }}
    </ChartFrame>
  );
}

const shadeOf = (share: number): number => SHADES.faintest + (SHADES.strongest - SHADES.faintest) * share;
