import type { Insights, OpenPullRequest } from "../../../shared/insights.ts";
import { LIST_TEXTS, OPEN_TEXTS } from "../../texts/insights.ts";
import { BarChart } from "../../ui/bar-chart.tsx";
import { formatDuration } from "../../ui/format.ts";
import { Select } from "../../ui/select.tsx";
import { ChartCard } from "./chart-card.tsx";
import { InsightCard } from "./insight-card.tsx";
import type { InsightBasis } from "./insight-basis.ts";
import { PullRequestList } from "./pull-request-list.tsx";
import { SaveButtons } from "./save-buttons.tsx";
import { STALE_CHOICES } from "./scope-choice.ts";
import type { TableData } from "./table-data.ts";

/* The cards on what is still open. */

interface CardProps {
  insights: Insights;
  basis: InsightBasis;
}

interface ListCardProps extends CardProps {
  /** Made-up pull requests have no page to open. */
  hasPages: boolean;
}

const LABEL_WIDTH_PX = 132;

export function OpenByAgeCard({ insights: { open }, basis }: CardProps) {
  const bands = open.ages.map(({ maxDays, count }, index) => ({
    label: OPEN_TEXTS.band(open.ages[index - 1]?.maxDays ?? 0, maxDays),
    count,
  }));
  return (
    <ChartCard
      title={OPEN_TEXTS.title(open.count)}
      name={OPEN_TEXTS.name}
      definition={OPEN_TEXTS.definition(open.drafts)}
      basis={basis}
      sample={
        open.medianAgeMs.kind === "value"
          ? OPEN_TEXTS.medianAge(formatDuration(open.medianAgeMs.value))
          : OPEN_TEXTS.noMedian
      }
      data={{
        columns: [
          { title: OPEN_TEXTS.age, csvName: "age", kind: "text" },
          { title: OPEN_TEXTS.open, csvName: "open", kind: "count" },
        ],
        rows: bands.map(({ label, count }) => [label, count]),
      }}
      chart={
        <BarChart
          summary={OPEN_TEXTS.summary(open.count)}
          bars={bands.map(({ label, count }) => ({ label, value: count }))}
          labelWidthPx={LABEL_WIDTH_PX}
        />
      }
    />
  );
}

export function StaleCard({
  staleAfterDays,
  onStaleAfter,
  ...props
}: ListCardProps & { staleAfterDays: number; onStaleAfter: (days: number) => void }) {
  const { insights, basis, hasPages } = props;
  const { stale, computedAt } = insights;
  return (
    <InsightCard
      title={LIST_TEXTS.staleTitle(stale.count)}
      definition={LIST_TEXTS.staleDefinition}
      basis={basis}
      sample={LIST_TEXTS.shown(stale.longest.length, stale.count)}
      isWide
      actions={
        <>
          <Select
            label={LIST_TEXTS.staleAfter}
            value={staleAfterDays}
            onChange={onStaleAfter}
            options={STALE_CHOICES.map((days) => ({ value: days, label: LIST_TEXTS.days(days) }))}
          />
          <SaveButtons
            name={LIST_TEXTS.staleName}
            basis={basis}
            data={listData(stale.longest)}
            repositories={stale.longest.map((pull) => pull.repositoryFullName)}
          />
        </>
      }
    >
      <PullRequestList
        name={LIST_TEXTS.staleName}
        pullRequests={stale.longest}
        ageTitle={LIST_TEXTS.untouchedFor}
        ageMsOf={(pull) => computedAt - Date.parse(pull.updatedAt)}
        none={LIST_TEXTS.noneStale(stale.afterDays)}
        hasPages={hasPages}
      />
    </InsightCard>
  );
}

export function OldestCard({ insights: { open, computedAt }, basis, hasPages }: ListCardProps) {
  return (
    <InsightCard
      title={LIST_TEXTS.oldestTitle}
      definition={LIST_TEXTS.oldestDefinition}
      basis={basis}
      sample={LIST_TEXTS.shown(open.oldest.length, open.count)}
      isWide
      actions={
        <SaveButtons
          name={LIST_TEXTS.oldestTitle}
          basis={basis}
          data={listData(open.oldest)}
          repositories={open.oldest.map((pull) => pull.repositoryFullName)}
        />
      }
    >
      <PullRequestList
        name={LIST_TEXTS.oldestTitle}
        pullRequests={open.oldest}
        ageTitle={LIST_TEXTS.openFor}
        ageMsOf={(pull) => computedAt - Date.parse(pull.createdAt)}
        none={LIST_TEXTS.noneOpen}
        hasPages={hasPages}
      />
    </InsightCard>
  );
}

function listData(pulls: readonly OpenPullRequest[]): TableData {
  return {
    columns: [
      { title: "", csvName: "repository", kind: "text" },
      { title: "", csvName: "number", kind: "count" },
      { title: "", csvName: "title", kind: "text" },
      { title: "", csvName: "author", kind: "text" },
      { title: "", csvName: "created_at", kind: "date" },
      { title: "", csvName: "updated_at", kind: "date" },
      { title: "", csvName: "url", kind: "text" },
    ],
    rows: pulls.map((pull) => [
      ...[pull.repositoryFullName, pull.number, pull.title, pull.authorLogin],
      ...[pull.createdAt, pull.updatedAt, pull.url],
    ]),
  };
}
