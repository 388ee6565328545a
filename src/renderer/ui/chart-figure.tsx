import type { ReactNode } from "react";
import styles from "./chart-figure.module.css";

interface ChartFigureProps {
  /** What the drawing shows, in one sentence, for people who do not see it. */
  summary: string;
  columns: readonly [string, string];
  /** The same numbers as the drawing's. */
  rows: readonly { key: string; label: string; value: string }[];
  children: ReactNode;
}

/** A drawing, and below it the same numbers as a table for whoever wants to read or copy them. */
export function ChartFigure({ summary, columns, rows, children }: ChartFigureProps) {
  return (
    <figure className={styles.figure}>
      <div role="img" aria-label={summary}>
        {children}
      </div>
      <details className={styles.details}>
        <summary>As a table</summary>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{columns[0]}</th>
                <th scope="col" className={styles.number}>
                  {columns[1]}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    <bdi>{row.label}</bdi>
                  </th>
                  <td className={styles.number}>{row.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
