import type { Insights, ReviewMatrix, ReviewPair } from "../../shared/insights.ts";
import type { InsightInTheMaking } from "./insight.ts";

const MAX_REVIEWERS = 10;
const MAX_PAIRS = 200;
/** As many as can be read side by side in a window of usual size. */
const MATRIX_SIZE = 8;

/** Who reviews whom: reviews that count, of pull requests in scope, by reviewers who can be named. */
export function makeReviewLoad(): InsightInTheMaking<Insights["reviewLoad"]> {
  const byReviewer = new Map<string, Map<string | null, number>>();
  return {
    add({ author, reviews }) {
      for (const { reviewer } of reviews) {
        if (reviewer === null) continue;
        let byAuthor = byReviewer.get(reviewer);
        if (!byAuthor) byReviewer.set(reviewer, (byAuthor = new Map()));
        byAuthor.set(author, (byAuthor.get(author) ?? 0) + 1);
      }
    },
    finish() {
      const pairs = [...byReviewer].flatMap(([reviewer, byAuthor]) =>
        [...byAuthor].map(([author, reviews]): ReviewPair => ({ reviewer, author, reviews })),
      );
      const reviewers = [...byReviewer].map(([login, byAuthor]) => ({
        login,
        reviews: sumOf(byAuthor.values()),
        authors: [...byAuthor.keys()].filter((author) => author !== null).length,
      }));
      reviewers.sort((a, b) => b.reviews - a.reviews || compareTexts(a.login, b.login));
      pairs.sort(
        (a, b) =>
          b.reviews - a.reviews ||
          compareTexts(a.reviewer, b.reviewer) ||
          compareTexts(a.author ?? "", b.author ?? ""),
      );
      return {
        reviews: sumOf(pairs.map((pair) => pair.reviews)),
        reviewerCount: reviewers.length,
        reviewers: reviewers.slice(0, MAX_REVIEWERS),
        matrix: matrixOf(
          reviewers.map(({ login }) => login),
          pairs,
        ),
        pairCount: pairs.length,
        pairs: pairs.slice(0, MAX_PAIRS),
      };
    },
  };
}

function matrixOf(reviewers: readonly string[], pairs: readonly ReviewPair[]): ReviewMatrix {
  const authors = authorsByReviews(pairs);
  const rows = reviewers.slice(0, MATRIX_SIZE);
  const columns = authors.slice(0, MATRIX_SIZE);
  const otherReviewers = reviewers.length - rows.length;
  const otherAuthors = authors.length - columns.length;
  // Whoever is not named has no place of their own, and falls into the last one.
  const rowOf = new Map(rows.map((login, index) => [login, index]));
  const columnOf = new Map(columns.map((login, index) => [login, index]));
  const width = columns.length + (otherAuthors > 0 ? 1 : 0);
  const height = rows.length + (otherReviewers > 0 ? 1 : 0);
  const counts = Array.from({ length: height }, () => Array.from({ length: width }, () => 0));
  for (const { reviewer, author, reviews } of pairs) {
    counts[rowOf.get(reviewer) ?? rows.length]![columnOf.get(author) ?? columns.length]! += reviews;
  }
  return { reviewers: rows, authors: columns, otherReviewers, otherAuthors, counts };
}

/** Those whose pull requests are reviewed most, first. */
function authorsByReviews(pairs: readonly ReviewPair[]): (string | null)[] {
  const byAuthor = new Map<string | null, number>();
  for (const { author, reviews } of pairs) byAuthor.set(author, (byAuthor.get(author) ?? 0) + reviews);
  return [...byAuthor]
    .sort(([a, reviewsOfA], [b, reviewsOfB]) => reviewsOfB - reviewsOfA || compareTexts(a ?? "", b ?? ""))
    .map(([author]) => author);
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
