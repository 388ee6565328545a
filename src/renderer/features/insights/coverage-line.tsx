import type { InsightCoverage } from "../../../shared/insights.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatCount, formatNumber, formatShare } from "../../ui/format.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import styles from "./insights-screen.module.css";

/** What all figures on the screen rest on. Whole only when every repository in scope is verified. */
export function CoverageLine({ coverage }: { coverage: InsightCoverage }) {
  const isVerified = coverage.repositories > 0 && coverage.verifiedRepositories === coverage.repositories;
  const share = coverage.share ?? 0;
  const text = describeCoverage(coverage);
  return (
    <div className={styles.coverage} data-testid="coverage">
      {isVerified ? (
        <Badge tone="good" icon="check">
          All data, verified
        </Badge>
      ) : (
        <Badge tone="info" icon="gap">
          Partial data
        </Badge>
      )}
      <span>{text}</span>
      {!isVerified && coverage.share !== null && (
        <span className={styles.coverageBar}>
          <ProgressBar
            label="Share of the data"
            valueText={text}
            finished={0}
            begun={Math.min(share, 0.99)}
            size="small"
          />
        </span>
      )}
    </div>
  );
}

function describeCoverage(coverage: InsightCoverage): string {
  const { storedPullRequests, githubPullRequests, share, repositories, verifiedRepositories } = coverage;
  const read =
    share === null
      ? `${formatCount(storedPullRequests, "pull request", "pull requests")} read so far`
      : `${formatNumber(storedPullRequests)} of ${formatCount(githubPullRequests, "pull request", "pull requests")} read (${formatShare(share)})`;
  return `${read}, ${formatNumber(verifiedRepositories)} of ${formatCount(repositories, "repository", "repositories")} verified`;
}
