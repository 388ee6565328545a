import type { CycleTime, Figure, Insights } from "../../../shared/insights.ts";
import { CARD_TEXTS, CYCLE_TEXTS, FIGURE_TEXTS, MERGED_TEXTS, SIZE_TEXTS } from "../../texts/insights.ts";
import { ColumnChart } from "../../ui/column-chart.tsx";
import { formatDuration } from "../../ui/format.ts";
import { RangeChart, type RangeRow } from "../../ui/range-chart.tsx";
import { ChartCard } from "./chart-card.tsx";
import { TooLittleData } from "./duration-figure.tsx";
import type { InsightBasis } from "./insight-basis.ts";
import type { TableColumn } from "./table-data.ts";
import { labelWeeks } from "./weeks.ts";

/* The cards on how pull requests flow: how many are merged, and how long it takes. */

interface CardProps {
  insights: Insights;
  basis: InsightBasis;
}

const LABEL_WIDTH_PX = 148;

export function MergedCard({ insights: { mergedPerWeek }, basis }: CardProps) {
  const merged = mergedPerWeek.reduce((sum, week) => sum + week.merged, 0);
  return (
    <ChartCard
      title={MERGED_TEXTS.title}
      definition={MERGED_TEXTS.definition}
      basis={basis}
      sample={MERGED_TEXTS.sample(merged)}
      isWide
      data={{
        columns: [
          { title: MERGED_TEXTS.week, csvName: "week", kind: "date" },
          { title: MERGED_TEXTS.merged, csvName: "merged", kind: "count" },
        ],
        rows: mergedPerWeek.map((week) => [week.week, week.merged]),
      }}
      chart={
        <ColumnChart
          summary={MERGED_TEXTS.summary(merged, mergedPerWeek.length)}
          bars={labelWeeks(mergedPerWeek)}
        />
      }
    />
  );
}

const STAGES = ["firstReview", "review", "merge", "whole"] as const satisfies (keyof CycleTime)[];

const DISTRIBUTION_COLUMNS: TableColumn[] = [
  { title: CYCLE_TEXTS.median, csvName: "median", kind: "duration" },
  { title: CYCLE_TEXTS.p90, csvName: "p90", kind: "duration" },
];

export function CycleTimeCard({ insights: { cycleTime }, basis }: CardProps) {
  const { stages, excluded } = cycleTime;
  const rows = stages.kind === "value" ? STAGES.map((stage) => ({ stage, ...stages.value[stage] })) : [];
  return (
    <ChartCard
      title={CYCLE_TEXTS.title}
      definition={CYCLE_TEXTS.definition}
      basis={basis}
      sample={CYCLE_TEXTS.sample(stages.sample, excluded.notReviewed, excluded.reviewsUnread)}
      data={{
        columns: [{ title: CYCLE_TEXTS.stage, csvName: "stage", kind: "text" }, ...DISTRIBUTION_COLUMNS],
        rows: rows.map(({ stage, medianMs, p90Ms }) => [CYCLE_TEXTS.stages[stage], medianMs, p90Ms]),
      }}
      refusal={stages.kind === "too-little-data" && <TooLittleData {...stages} />}
      chart={
        <RangeChart
          summary={CYCLE_TEXTS.summary}
          labelWidthPx={LABEL_WIDTH_PX}
          rows={rows.map(({ stage, medianMs, p90Ms }) => ({
            label: CYCLE_TEXTS.stages[stage],
            note: CYCLE_TEXTS.notes[stage],
            ...rangeOf(medianMs, p90Ms),
          }))}
        />
      }
    />
  );
}

export function SizeCard({ insights: { sizeAndTime }, basis }: CardProps) {
  const bands = sizeAndTime.map(({ maxLines, timeToMerge }, index) => {
    const from = (sizeAndTime[index - 1]?.maxLines ?? -1) + 1;
    return { label: SIZE_TEXTS.band(from, maxLines), timeToMerge };
  });
  const sample = bands.reduce((sum, band) => sum + band.timeToMerge.sample, 0);
  const fairest = bands.find(({ timeToMerge }) => timeToMerge.kind === "value");
  const refused = bands.flatMap(({ timeToMerge }) =>
    timeToMerge.kind === "too-little-data" ? [timeToMerge.minimum] : [],
  );
  return (
    <ChartCard
      title={SIZE_TEXTS.title}
      definition={SIZE_TEXTS.definition}
      basis={basis}
      sample={SIZE_TEXTS.sample(sample)}
      data={{
        columns: [
          { title: SIZE_TEXTS.size, csvName: "lines_changed", kind: "text" },
          { title: SIZE_TEXTS.merged, csvName: "merged", kind: "count" },
          ...DISTRIBUTION_COLUMNS,
        ],
        rows: bands.map(({ label, timeToMerge }) =>
          timeToMerge.kind === "value"
            ? [label, timeToMerge.sample, timeToMerge.value.medianMs, timeToMerge.value.p90Ms]
            : [label, timeToMerge.sample, null, null],
        ),
      }}
      refusal={!fairest && <TooLittleData sample={sample} minimum={Math.min(...refused)} />}
      chart={
        <RangeChart
          summary={SIZE_TEXTS.summary}
          labelWidthPx={LABEL_WIDTH_PX}
          rows={bands.map(({ label, timeToMerge }) => ({
            label: SIZE_TEXTS.lines(label),
            note: SIZE_TEXTS.mergedCount(timeToMerge.sample),
            ...rangeOrRefusal(timeToMerge),
          }))}
        />
      }
    />
  );
}

function rangeOrRefusal(figure: Figure<{ medianMs: number; p90Ms: number }>) {
  return figure.kind === "value"
    ? rangeOf(figure.value.medianMs, figure.value.p90Ms)
    : { refusal: CARD_TEXTS.tooLittleShort(figure.sample, figure.minimum) };
}

function rangeOf(
  medianMs: number,
  p90Ms: number,
): Omit<Extract<RangeRow, { middle: number }>, "label" | "note"> {
  return {
    middle: medianMs,
    end: p90Ms,
    middleText: formatDuration(medianMs),
    endText: FIGURE_TEXTS.ninety(formatDuration(p90Ms)),
  };
}
