import type { Distribution, Figure, InsightCoverage, Insights } from "../../shared/insights.ts";
import { fitText, styled, type Line } from "../output/line.ts";
import { drawBar } from "./bar.ts";
import { formatCount, formatDay, formatDuration, formatQuantity, formatShare } from "./format.ts";
import { renderCycleTime, renderReviewLoad, renderSizeAndTime } from "./insight-tables.ts";
import { renderTable } from "./table.ts";

const BAR_COLUMNS = 30;
const SHOWN = { weeks: 8, oldest: 5, titleColumns: 50 } as const;

/** The insights for reading: each figure with how much it rests on. */
export function renderInsights(organization: string, insights: Insights): Line[] {
  const { open, stale, coverage } = insights;
  return [
    styled("bold", organization),
    renderCoverage(coverage),
    "",
    [
      styled("bold", "Open pull requests: "),
      `${formatCount(open.count)}, of which ${formatQuantity(open.drafts, "draft")}; median age `,
      ...renderFigure(open.medianAgeMs, formatDuration),
    ],
    ...renderBars(open.ages.map(({ label, count }) => ({ label, value: count }))),
    "",
    ...renderOldest(insights),
    [
      styled("bold", `Stale for ${formatQuantity(stale.afterDays, "day")} and more: `),
      formatQuantity(stale.count, "pull request"),
    ],
    "",
    styled("bold", "Merged per week"),
    ...renderBars(
      insights.mergedPerWeek
        .slice(-SHOWN.weeks)
        .map(({ week, merged }) => ({ label: formatDay(week), value: merged })),
    ),
    "",
    [
      styled("bold", "Time to first review: "),
      ...renderFigure(insights.timeToFirstReview, formatDistribution),
    ],
    [styled("bold", "Time to merge: "), ...renderFigure(insights.timeToMerge, formatDistribution)],
    "",
    ...renderCycleTime(insights),
    "",
    ...renderSizeAndTime(insights),
    ...renderReviewLoad(insights),
  ];
}

function renderCoverage(coverage: InsightCoverage): Line {
  const { share, storedPullRequests, githubPullRequests } = coverage;
  const { repositories, countedRepositories, verifiedRepositories } = coverage;
  const stored =
    share === null
      ? `${formatQuantity(storedPullRequests, "pull request")}; GitHub's count is not known yet`
      : `${formatShare(share)} of the data: ${formatCount(storedPullRequests)} of ${formatQuantity(githubPullRequests, "pull request")}`;
  const all = formatQuantity(repositories, "repository", "repositories");
  const counted =
    countedRepositories < repositories ? `${formatCount(countedRepositories)} counted and ` : "";
  return styled("dim", `From ${stored}; of ${all}, ${counted}${formatCount(verifiedRepositories)} verified`);
}

function renderFigure<Value>(figure: Figure<Value>, format: (value: Value) => string): string[] {
  if (figure.kind === "value") return [format(figure.value), ` (from ${formatCount(figure.sample)})`];
  return [
    `too little data (${formatCount(figure.sample)}; at least ${formatCount(figure.minimum)} are needed)`,
  ];
}

const formatDistribution = ({ medianMs, p90Ms }: Distribution): string =>
  `half within ${formatDuration(medianMs)}, nine in ten within ${formatDuration(p90Ms)}`;

function renderBars(bars: readonly { label: string; value: number }[]): Line[] {
  const labelColumns = Math.max(0, ...bars.map(({ label }) => label.length));
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return bars.map(({ label, value }) => [
    `  ${label.padEnd(labelColumns)}  `,
    styled("cyan", drawBar(value / most, BAR_COLUMNS)),
    `  ${formatCount(value)}`,
  ]);
}

function renderOldest({ open, computedAt }: Insights): Line[] {
  if (open.oldest.length === 0) return [];
  const rows = open.oldest
    .slice(0, SHOWN.oldest)
    .map((one) => [
      `  ${one.repositoryFullName}#${one.number}`,
      formatDuration(computedAt - Date.parse(one.createdAt)),
      one.authorLogin ?? "(deleted account)",
      fitText(one.title, SHOWN.titleColumns),
    ]);
  return [
    ...renderTable(
      [{ title: "  Oldest open" }, { title: "Age", align: "right" }, { title: "Author" }, { title: "Title" }],
      rows,
    ),
    "",
  ];
}
