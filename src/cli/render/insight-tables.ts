import type { CycleTime, Insights } from "../../shared/insights.ts";
import { styled, type Line } from "../output/line.ts";
import { formatCount, formatDuration } from "./format.ts";
import { renderTable } from "./table.ts";

const DELETED_ACCOUNT = "(deleted account)";
const MAX_PAIRS = 8;

const STAGES: { stage: keyof CycleTime; label: string }[] = [
  { stage: "firstReview", label: "to first review" },
  { stage: "review", label: "review" },
  { stage: "merge", label: "to merge" },
  { stage: "whole", label: "whole" },
];

/** The stages of the way to the merge, with what they rest on and what is left out. */
export function renderCycleTime({ cycleTime: { stages, excluded } }: Insights): Line[] {
  const leftOut = `left out: ${formatCount(excluded.notReviewed)} not reviewed, ${formatCount(excluded.reviewsUnread)} with reviews not read yet`;
  const heading = [styled("bold", "Cycle time"), ` (from ${formatCount(stages.sample)}; ${leftOut})`];
  if (stages.kind === "too-little-data") {
    return [heading, `  too little data; at least ${formatCount(stages.minimum)} are needed`];
  }
  const rows = STAGES.map(({ stage, label }) => {
    const { medianMs, p90Ms } = stages.value[stage];
    return [`  ${label}`, formatDuration(medianMs), formatDuration(p90Ms)];
  });
  return [
    heading,
    ...renderTable(
      [
        { title: "  Stage" },
        { title: "Half within", align: "right" },
        { title: "Nine in ten within", align: "right" },
      ],
      rows,
    ),
  ];
}

/** Time to merge by the lines that a pull request changes. */
export function renderSizeAndTime({ sizeAndTime }: Insights): Line[] {
  const rows = sizeAndTime.map(({ label, timeToMerge }) => [
    `  ${label}`,
    timeToMerge.kind === "value" ? formatDuration(timeToMerge.value.medianMs) : "too little data",
    timeToMerge.kind === "value" ? formatDuration(timeToMerge.value.p90Ms) : "",
    formatCount(timeToMerge.sample),
  ]);
  return renderTable(
    [
      { title: "  Lines changed" },
      { title: "Merged: half within", align: "right" },
      { title: "Nine in ten within", align: "right" },
      { title: "From", align: "right" },
    ],
    rows,
  );
}

/** Who reviews most, and who reviews whom most. Nothing without reviews. */
export function renderReviewLoad({ reviewLoad: { reviewers, pairs } }: Insights): Line[] {
  if (reviewers.length === 0) return [];
  return [
    "",
    ...renderTable(
      [
        { title: "  Who reviews most" },
        { title: "Reviews", align: "right" },
        { title: "Authors", align: "right" },
      ],
      reviewers.map(({ login, reviews, authors }) => [
        `  ${login}`,
        formatCount(reviews),
        formatCount(authors),
      ]),
    ),
    "",
    ...renderTable(
      [{ title: "  Who reviews whom" }, { title: "Author" }, { title: "Reviews", align: "right" }],
      pairs
        .slice(0, MAX_PAIRS)
        .map(({ reviewer, author, reviews }) => [
          `  ${reviewer}`,
          author ?? DELETED_ACCOUNT,
          formatCount(reviews),
        ]),
    ),
  ];
}
