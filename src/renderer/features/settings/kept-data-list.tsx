import type { KeptData } from "../../../shared/forget.ts";
import { FORGET_TEXTS as TEXTS } from "../../texts/forget.ts";
import { formatBytes } from "../../ui/format.ts";
import styles from "./forget-dialog.module.css";

/** Files with their sizes, and tokens. */
export function KeptDataList({ title, data }: { title: string; data: KeptData }) {
  const bytes = data.entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return (
    <table className={styles.list}>
      <caption className={styles.caption}>{title}</caption>
      <tbody>
        {data.tokens.map((account) => (
          <tr key={account}>
            <th scope="row" colSpan={2}>
              {TEXTS.token(account)}
            </th>
          </tr>
        ))}
        {data.entries.map((entry) => (
          <tr key={entry.name}>
            <th scope="row" className={styles.file}>
              {entry.name}
            </th>
            <td>{formatBytes(entry.bytes)}</td>
          </tr>
        ))}
        <tr className={styles.total}>
          <th scope="row">{TEXTS.together}</th>
          <td>{formatBytes(bytes)}</td>
        </tr>
      </tbody>
    </table>
  );
}
