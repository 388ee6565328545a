import { useId, type ReactNode } from "react";
import type { InsightCoverage } from "../../../shared/insights.ts";
import { formatNumber, formatShare } from "../../ui/format.ts";
import styles from "./insight-card.module.css";

interface InsightCardProps {
  title: string;
  /** What is counted, and what is not. */
  definition: string;
  coverage: InsightCoverage;
  /** How many rows the figure itself rests on. */
  sample?: string;
  isWide?: boolean;
  children: ReactNode;
}

/** One insight, with its definition and the share of the data that it rests on. */
export function InsightCard(props: InsightCardProps) {
  const { title, definition, coverage, sample, isWide = false, children } = props;
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={titleId} data-wide={isWide || undefined}>
      <header>
        <h2 id={titleId}>{title}</h2>
        <p className={styles.definition}>{definition}</p>
      </header>
      <div className={styles.content}>{children}</div>
      <footer className={styles.footer}>
        {sample && `${sample} · `}
        {describeShare(coverage)}
      </footer>
    </section>
  );
}

function describeShare(coverage: InsightCoverage): string {
  const stored = formatNumber(coverage.storedPullRequests);
  return coverage.share === null
    ? `from ${stored} pull requests read so far`
    : `from ${stored} of ${formatNumber(coverage.githubPullRequests)} pull requests (${formatShare(coverage.share)})`;
}
