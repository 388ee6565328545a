import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./list-panel.module.css";

interface ListPanelProps {
  label: string;
  /** Says at least how low it may become. */
  className: string | undefined;
  children: ReactNode;
}

/** A card that fills its screen: tools above, and a list that scrolls within it. */
export function ListPanel({ label, className, children }: ListPanelProps) {
  return (
    <section className={classNames(styles.panel, className)} aria-label={label}>
      {children}
    </section>
  );
}
