import { useId, type ReactNode } from "react";
import { shareText, type InsightBasis } from "./insight-basis.ts";
import styles from "./insight-card.module.css";

interface InsightCardProps {
  title: string;
  /** What is counted, and what is not. */
  definition: string;
  basis: InsightBasis;
  /** How many rows the figure itself rests on, and what is left out. */
  sample?: string;
  /** What can be done with it. */
  actions?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

/** One insight, with its definition and the share of the data that it rests on. */
export function InsightCard(props: InsightCardProps) {
  const { title, definition, basis, sample, actions, isWide = false, children } = props;
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={titleId} data-wide={isWide || undefined}>
      <header className={styles.header}>
        <h2 id={titleId}>{title}</h2>
        {actions && <div className={styles.actions}>{actions}</div>}
        <p className={styles.definition}>{definition}</p>
      </header>
      <div className={styles.content}>{children}</div>
      <footer className={styles.footer}>
        {sample && `${sample} · `}
        {shareText(basis.coverage)}
      </footer>
    </section>
  );
}
