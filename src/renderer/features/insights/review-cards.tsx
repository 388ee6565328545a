import type { Insights } from "../../../shared/insights.ts";
import { INSIGHT_TEXTS, REVIEW_TEXTS } from "../../texts/insights.ts";
import { BarChart } from "../../ui/bar-chart.tsx";
import { MatrixChart } from "../../ui/matrix-chart.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { ChartCard } from "./chart-card.tsx";
import type { InsightBasis } from "./insight-basis.ts";
import styles from "./duration-figure.module.css";

/* The cards on who reviews, and whom. */

interface CardProps {
  insights: Insights;
  basis: InsightBasis;
}

const LABEL_WIDTH_PX = 132;

const nameOf = (login: string | null): string =>
  login === null ? INSIGHT_TEXTS.deletedAccount : revealControls(login);

export function ReviewLoadCard({ insights: { reviewLoad }, basis }: CardProps) {
  const { reviewers, reviews, reviewerCount } = reviewLoad;
  return (
    <ChartCard
      title={REVIEW_TEXTS.loadTitle}
      definition={REVIEW_TEXTS.loadDefinition}
      basis={basis}
      sample={REVIEW_TEXTS.loadSample(reviews, reviewerCount)}
      data={{
        columns: [
          { title: REVIEW_TEXTS.reviewer, csvName: "reviewer", kind: "text" },
          { title: REVIEW_TEXTS.reviews, csvName: "reviews", kind: "count" },
          { title: REVIEW_TEXTS.authors, csvName: "authors", kind: "count" },
        ],
        rows: reviewers.map(({ login, reviews: count, authors }) => [nameOf(login), count, authors]),
      }}
      refusal={reviews === 0 && <NoReviews />}
      chart={
        <BarChart
          summary={REVIEW_TEXTS.loadSummary(reviewers[0]?.reviews ?? 0)}
          labelWidthPx={LABEL_WIDTH_PX}
          bars={reviewers.map((reviewer) => ({
            label: nameOf(reviewer.login),
            value: reviewer.reviews,
            note: REVIEW_TEXTS.forAuthors(reviewer.authors),
          }))}
        />
      }
    />
  );
}

export function ReviewMatrixCard({ insights: { reviewLoad }, basis }: CardProps) {
  const { reviews, matrix, pairs, pairCount, reviewerCount } = reviewLoad;
  const withOthers = (names: readonly (string | null)[], others: number): string[] => [
    ...names.map(nameOf),
    ...(others > 0 ? [REVIEW_TEXTS.otherPeople(others)] : []),
  ];
  return (
    <ChartCard
      title={REVIEW_TEXTS.matrixTitle}
      definition={REVIEW_TEXTS.matrixDefinition}
      basis={basis}
      sample={REVIEW_TEXTS.matrixSample(pairs.length, pairCount)}
      isWide
      data={{
        columns: [
          { title: REVIEW_TEXTS.reviewer, csvName: "reviewer", kind: "text" },
          { title: REVIEW_TEXTS.author, csvName: "author", kind: "text" },
          { title: REVIEW_TEXTS.reviews, csvName: "reviews", kind: "count" },
        ],
        rows: pairs.map((pair) => [nameOf(pair.reviewer), nameOf(pair.author), pair.reviews]),
      }}
      refusal={reviews === 0 && <NoReviews />}
      chart={
        <MatrixChart
          summary={REVIEW_TEXTS.matrixSummary(reviewerCount, matrix.authors.length + matrix.otherAuthors)}
          rowTitle={REVIEW_TEXTS.reviewer}
          columnTitle={REVIEW_TEXTS.author}
          rows={withOthers(matrix.reviewers, matrix.otherReviewers)}
          columns={withOthers(matrix.authors, matrix.otherAuthors)}
          counts={matrix.counts}
          hasOthers={{ rows: matrix.otherReviewers > 0, columns: matrix.otherAuthors > 0 }}
          describeCell={REVIEW_TEXTS.cell}
        />
      }
    />
  );
}

function NoReviews() {
  return <p className={styles.refusal}>{REVIEW_TEXTS.none}</p>;
}
