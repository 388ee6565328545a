import type { InsightCoverage } from "../../../shared/insights.ts";
import { COVERAGE_TEXTS } from "../../texts/insights.ts";
import { Badge } from "../../ui/badge.tsx";
import { formatDateTime } from "../../ui/format.ts";
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
          {COVERAGE_TEXTS.verified}
        </Badge>
      ) : (
        <Badge tone="info" icon="gap">
          {COVERAGE_TEXTS.partial}
        </Badge>
      )}
      <span>{text}</span>
      {!isVerified && coverage.share !== null && (
        <span className={styles.coverageBar}>
          <ProgressBar
            label={COVERAGE_TEXTS.share}
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
  const { storedPullRequests, githubPullRequests, share, repositories } = coverage;
  const { verifiedRepositories, oldestVerification } = coverage;
  return [
    share === null
      ? COVERAGE_TEXTS.soFar(storedPullRequests)
      : COVERAGE_TEXTS.read(storedPullRequests, githubPullRequests, share),
    COVERAGE_TEXTS.repositories(verifiedRepositories, repositories),
    ...(oldestVerification === null
      ? []
      : [COVERAGE_TEXTS.since(formatDateTime(Date.parse(oldestVerification)))]),
  ].join(", ");
}
