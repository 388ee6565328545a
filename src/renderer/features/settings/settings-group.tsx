import type { ReactNode } from "react";
import styles from "./settings-dialog.module.css";

/** Settings about one thing, under its name. */
export function SettingsGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.groupName}>{name}</legend>
      {children}
    </fieldset>
  );
}
