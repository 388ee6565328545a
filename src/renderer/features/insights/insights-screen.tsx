import { useEffect, useMemo, useState } from "react";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Insights } from "../../../shared/insights.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { BarChart } from "../../ui/bar-chart.tsx";
import { Button } from "../../ui/button.tsx";
import { ColumnChart } from "../../ui/column-chart.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount, formatDuration, formatNumber } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { CoverageLine } from "./coverage-line.tsx";
import { DurationFigure, TooLittleData } from "./duration-figure.tsx";
import { InsightCard } from "./insight-card.tsx";
import { useInsightsStore } from "./insights-store.ts";
import { OldestOpen } from "./oldest-open.tsx";
import { ScopeBar } from "./scope-bar.tsx";
import { EVERYTHING, scopeOf } from "./scope-choice.ts";
import { labelWeeks } from "./weeks.ts";
import styles from "./insights-screen.module.css";

interface InsightsScreenProps {
  organizationId: OrganizationId | null;
  onChoose: () => void;
}

/** How the organization's pull requests flow, from the first stored row on. */
export function InsightsScreen({ organizationId, onChoose }: InsightsScreenProps) {
  if (organizationId === null)
    return (
      <EmptyState
        icon="insights"
        title="No insights yet"
        isWholeScreen
        action={
          <Button look="primary" onClick={onChoose}>
            Choose repositories
          </Button>
        }
      >
        They appear within seconds of the start of a sync.
      </EmptyState>
    );
  return <OrganizationInsights key={organizationId} organizationId={organizationId} onChoose={onChoose} />;
}

function OrganizationInsights({
  organizationId,
  onChoose,
}: {
  organizationId: OrganizationId;
  onChoose: () => void;
}) {
  const { organizations, accounts } = useAppState();
  const organization = organizations.find((known) => known.id === organizationId);
  const isSample = accounts.some((account) => account.id === organization?.accountId && account.isSample);
  const { insights, failure, open, tryAgain } = useInsightsStore();
  const [choice, setChoice] = useState(EVERYTHING);
  const settled = useDebounced(choice, 250);
  const scope = useMemo(() => scopeOf(organizationId, settled, Date.now()), [organizationId, settled]);

  useEffect(() => open(scope), [open, scope]);

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>
          Insights
          {organization && (
            <>
              {" "}
              into <OutsideText text={organization.login} />
            </>
          )}
        </h1>
        {insights && <CoverageLine coverage={insights.coverage} />}
      </header>
      <ScopeBar organizationId={organizationId} choice={choice} onChange={setChoice} />
      {failure && (
        <FailureNotice
          failure={failure}
          action={
            <Button icon="retry" onClick={tryAgain}>
              Try again
            </Button>
          }
        />
      )}
      {insights === null
        ? !failure && <SkeletonRows count={8} rowHeightPx={56} />
        : renderInsights(insights, isSample, choice === EVERYTHING, onChoose)}
    </div>
  );
}

function renderInsights(insights: Insights, isSample: boolean, isWhole: boolean, onChoose: () => void) {
  const isEmpty = isWhole ? insights.coverage.storedPullRequests === 0 : hasNoPullRequests(insights);
  if (isEmpty)
    return (
      <EmptyState
        icon="insights"
        title={isWhole ? "No pull request is stored yet" : "Nothing in this scope"}
        action={isWhole && <Button onClick={onChoose}>Choose repositories</Button>}
      >
        {isWhole
          ? "The first figures appear here as soon as the first rows are stored, while the sync goes on."
          : "No stored pull request matches. Widen the scope, or wait for the sync to read more."}
      </EmptyState>
    );
  return <InsightCards insights={insights} isSample={isSample} />;
}

/** Whether no stored pull request is in scope: none open, none merged, none reviewed. Coverage knows no authors. */
function hasNoPullRequests({ open, timeToMerge, timeToFirstReview }: Insights): boolean {
  return open.count + timeToMerge.sample + timeToFirstReview.sample === 0;
}

function InsightCards({ insights, isSample }: { insights: Insights; isSample: boolean }) {
  const { coverage, open, mergedPerWeek, timeToFirstReview, timeToMerge, reviewLoad } = insights;
  const weeks = labelWeeks(mergedPerWeek);
  const merged = mergedPerWeek.reduce((sum, week) => sum + week.merged, 0);
  const busiest = reviewLoad.reviewers[0];
  return (
    <div className={styles.cards}>
      <InsightCard
        title="Time to first review"
        definition="From opening to the first review by someone else, bots aside."
        coverage={coverage}
        sample={formatCount(timeToFirstReview.sample, "reviewed pull request", "reviewed pull requests")}
      >
        <DurationFigure figure={timeToFirstReview} />
      </InsightCard>
      <InsightCard
        title="Time to merge"
        definition="From opening to merging, reviewed or not."
        coverage={coverage}
        sample={formatCount(timeToMerge.sample, "merged pull request", "merged pull requests")}
      >
        <DurationFigure figure={timeToMerge} />
      </InsightCard>
      <InsightCard
        title="Merged per week"
        definition="The newest 26 weeks, Monday to Sunday, UTC. The last one is still running."
        coverage={coverage}
        sample={`${formatNumber(merged)} merged`}
        isWide
      >
        <ColumnChart
          summary={`${formatNumber(merged)} pull requests merged in ${weeks.length} weeks.`}
          columns={["Week", "Merged"]}
          bars={weeks}
        />
      </InsightCard>
      <InsightCard
        title={`${formatNumber(open.count)} open, by age`}
        definition={`Time since opening; ${formatCount(open.drafts, "draft", "drafts")} included.`}
        coverage={coverage}
        sample={
          open.medianAgeMs.kind === "value"
            ? `Median age ${formatDuration(open.medianAgeMs.value)}`
            : "Too few for a median age"
        }
      >
        <BarChart
          summary={`${formatNumber(open.count)} open pull requests by age.`}
          columns={["Age", "Open"]}
          bars={open.ages.map((age) => ({ label: age.label, value: age.count }))}
          labelWidthPx={132}
        />
      </InsightCard>
      <InsightCard
        title="Review load"
        definition="Reviews of others’ pull requests; the ten who review most."
        coverage={coverage}
        sample={busiest ? `Up to ${formatNumber(busiest.reviews)} reviews by one person` : "No reviews"}
      >
        {reviewLoad.reviewers.length === 0 ? (
          <TooLittleData sample={0} minimum={1} />
        ) : (
          <BarChart
            summary={`Reviews by reviewer, the most being ${formatNumber(busiest?.reviews ?? 0)}.`}
            columns={["Reviewer", "Reviews"]}
            bars={reviewLoad.reviewers.map((load) => ({
              label: revealControls(load.login),
              value: load.reviews,
              note: `for ${formatCount(load.authors, "author", "authors")}`,
            }))}
            labelWidthPx={132}
          />
        )}
      </InsightCard>
      <InsightCard
        title="Oldest open pull requests"
        definition="Open longest first; at most 50."
        coverage={coverage}
        sample={formatCount(open.oldest.length, "pull request", "pull requests")}
        isWide
      >
        <OldestOpen pullRequests={open.oldest} now={insights.computedAt} hasPages={!isSample} />
      </InsightCard>
    </div>
  );
}
