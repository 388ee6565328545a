import type { Insights, ReviewMatrix, ReviewPair } from "../../shared/insights.ts";
import type { InsightInTheMaking } from "./insight.ts";

const MAX_REVIEWERS = 10;
const MAX_PAIRS = 200;
/** As many as can be read side by side in a window of usual size. */
const MATRIX_SIZE = 8;

/** Who reviews whom: reviews that count, of pull requests in scope, by reviewers who can be named. */
export function makeReviewLoad(): InsightInTheMaking<Insights["reviewLoad"]> {
  const people = new Numbering<string | null>();
  /** By the author's number, and then by the reviewer's: numbers are found sooner than names. */
  const counts: Map<number, number>[] = [];
  return {
    add({ author, reviewers }) {
      if (reviewers.length === 0) return;
      const byReviewer = (counts[people.numberOf(author)] ??= new Map());
      for (const reviewer of reviewers) {
        if (reviewer === null) continue;
        const number = people.numberOf(reviewer);
        byReviewer.set(number, (byReviewer.get(number) ?? 0) + 1);
      }
    },
    finish() {
      const pairs: ReviewPair[] = [];
      counts.forEach((byReviewer, author) => {
        for (const [reviewer, reviews] of byReviewer) {
          pairs.push({ reviewer: people.named(reviewer)!, author: people.named(author), reviews });
        }
      });
      const reviewers = [...Map.groupBy(pairs, ({ reviewer }) => reviewer)].map(([login, own]) => ({
        login,
        reviews: sumOf(own.map(({ reviews }) => reviews)),
        authors: own.filter(({ author }) => author !== null).length,
      }));
      reviewers.sort((a, b) => b.reviews - a.reviews || compareTexts(a.login, b.login));
      return {
        reviews: sumOf(pairs.map((pair) => pair.reviews)),
        reviewerCount: reviewers.length,
        reviewers: reviewers.slice(0, MAX_REVIEWERS),
        matrix: matrixOf(
          reviewers.map(({ login }) => login),
          pairs,
        ),
        pairCount: pairs.length,
        pairs: mostFrequent(pairs, MAX_PAIRS),
      };
    },
  };
}

/** Numbers things from 0 on, in the order in which they come. */
class Numbering<Thing> {
  readonly #numbers = new Map<Thing, number>();
  readonly #things: Thing[] = [];

  numberOf(thing: Thing): number {
    let number = this.#numbers.get(thing);
    if (number === undefined) {
      number = this.#things.push(thing) - 1;
      this.#numbers.set(thing, number);
    }
    return number;
  }

  /** What has that number; it must have been given. */
  named(number: number): Thing {
    return this.#things[number]!;
  }
}

/** The pairs with most reviews, first. Only those that may be among them are put in order: there may be very many. */
function mostFrequent(pairs: readonly ReviewPair[], count: number): ReviewPair[] {
  const least =
    Float64Array.from(pairs, ({ reviews }) => reviews)
      .sort()
      .at(-count) ?? 0;
  return pairs
    .filter(({ reviews }) => reviews >= least)
    .sort(
      (a, b) =>
        b.reviews - a.reviews ||
        compareTexts(a.reviewer, b.reviewer) ||
        compareTexts(a.author ?? "", b.author ?? ""),
    )
    .slice(0, count);
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
