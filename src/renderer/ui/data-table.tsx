import styles from "./data-table.module.css";

interface DataTableProps {
  /** What the rows are, for people who do not see them. */
  label: string;
  columns: readonly { title: string; isNumber: boolean }[];
  /** Texts, ready to be shown. The first of each row names it. */
  rows: readonly (readonly string[])[];
}

/** Numbers as a table, for whoever wants to read or copy them. */
export function DataTable({ label, columns, rows }: DataTableProps) {
  return (
    <div className={styles.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" data-number={column.isNumber || undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("\n")}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[0]?.title} scope="row">
                    <bdi>{cell}</bdi>
                  </th>
                ) : (
                  <td key={columns[index]?.title} data-number={columns[index]?.isNumber || undefined}>
                    <bdi>{cell}</bdi>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
