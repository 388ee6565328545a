import { formatCount, formatNumber, formatShare } from "../ui/format.ts";

/* The words of the insights. */

export const INSIGHT_TEXTS = {
  title: "Insights",
  into: "into",
  noneTitle: "No insights yet",
  noneText: "They appear within seconds of the start of a sync.",
  choose: "Choose repositories",
  tryAgain: "Try again",
  nothingStored: "No pull request is stored yet",
  nothingStoredText:
    "The first figures appear here as soon as the first rows are stored, while the sync goes on.",
  nothingInScope: "Nothing in this scope",
  nothingInScopeText: "No stored pull request matches. Widen the scope, or wait for the sync to read more.",
  deletedAccount: "a deleted account",
  draft: "draft",
} as const;

export const SCOPE_TEXTS = {
  label: "What the insights cover",
  repository: "Repository",
  allRepositories: "All repositories",
  author: "Author",
  anyAuthor: "Any author",
  period: "Period",
  showAll: "Show all",
  periods: {
    all: "All time",
    year: "Opened in the last year",
    quarter: "Opened in the last 90 days",
    month: "Opened in the last 30 days",
  },
} as const;

export const COVERAGE_TEXTS = {
  verified: "All data, verified",
  partial: "Partial data",
  share: "Share of the data",
  pullRequests: (count: number) => formatCount(count, "pull request", "pull requests"),
  soFar: (stored: number) => `${formatCount(stored, "pull request", "pull requests")} read so far`,
  read: (stored: number, github: number, share: number) =>
    `${formatNumber(stored)} of ${formatCount(github, "pull request", "pull requests")} read (${formatShare(share)})`,
  repositories: (verified: number, all: number) =>
    `${formatNumber(verified)} of ${formatCount(all, "repository", "repositories")} verified`,
  since: (when: string) => `as of ${when}`,
  fromSoFar: (stored: number) => `from ${formatCount(stored, "pull request", "pull requests")} read so far`,
  from: (stored: number, github: number, share: number) =>
    `from ${formatNumber(stored)} of ${formatCount(github, "pull request", "pull requests")} (${formatShare(share)})`,
} as const;

export const CARD_TEXTS = {
  chart: "Chart",
  table: "Table",
  view: (title: string) => `View of ${title}`,
  csv: "CSV",
  png: "PNG",
  saveCsv: (title: string) => `Save ${title} as CSV`,
  savePng: (title: string) => `Save ${title} as PNG`,
  saved: "Saved",
  cancel: "Cancel",
  saveAnyway: "Save anyway",
  privateTitle: "This file names private repositories",
  privateText: (count: number) =>
    `${formatCount(count, "private repository is", "private repositories are")} named in it. Whoever gets the file sees:`,
  andMore: (count: number) => `and ${formatNumber(count)} more`,
  tooLittle: (sample: number, minimum: number) =>
    `Too little data to say anything fair: ${formatNumber(sample)} so far, at least ${formatNumber(minimum)} are needed.`,
  tooLittleShort: (sample: number, minimum: number) =>
    `too few to tell: ${formatNumber(sample)} of ${formatNumber(minimum)}`,
  scope: (what: string) => `Scope: ${what}`,
  author: (login: string) => `author ${login}`,
} as const;

export const EXPORT_TEXTS = {
  open: "Export data…",
  title: "Export data",
  what: (organization: string) =>
    `All stored pull requests, their reviews and the insights into ${organization}, as files in a folder of your choice, with a manifest that says what they cover and what is missing.`,
  format: "Format",
  formats: { csv: "CSV", json: "JSON" },
  privateNames: (count: number) =>
    `The files name ${formatCount(count, "private repository", "private repositories")}: be careful with whom you share them.`,
  cancel: "Cancel",
  choose: "Choose a folder…",
  done: "Exported",
  doneWithGaps: (count: number) =>
    `Exported, with gaps in ${formatCount(count, "repository", "repositories")}`,
} as const;

export const FIGURE_TEXTS = {
  median: "Median",
  p90: "90% within",
  ninety: (duration: string) => `90%: ${duration}`,
  firstReview: {
    title: "Time to first review",
    definition: "From opening to the first review by someone else, bots aside.",
    sample: (count: number) => formatCount(count, "reviewed pull request", "reviewed pull requests"),
  },
  merge: {
    title: "Time to merge",
    definition: "From opening to merging, reviewed or not.",
    sample: (count: number) => formatCount(count, "merged pull request", "merged pull requests"),
  },
} as const;

export const MERGED_TEXTS = {
  title: "Merged per week",
  definition:
    "The newest 26 weeks, Monday to Sunday, UTC. The last one, drawn as an outline, is still running.",
  sample: (count: number) => `${formatNumber(count)} merged`,
  summary: (count: number, weeks: number) =>
    `${formatCount(count, "pull request", "pull requests")} merged in ${formatNumber(weeks)} weeks.`,
  week: "Week",
  weekOf: (day: string) => `Week of ${day}`,
  merged: "Merged",
} as const;

export const CYCLE_TEXTS = {
  title: "Cycle time",
  definition:
    "How long merged pull requests waited for their first review, were in review until the last one before the merge, and then waited to be merged. The bar ends at the median, the line at the 90th percentile.",
  summary: "Median and 90th percentile of each stage between opening and merging.",
  stages: {
    firstReview: "To first review",
    review: "Review",
    merge: "To merge",
    whole: "Whole",
  },
  stage: "Stage",
  median: "Median",
  p90: "90th percentile",
  notes: {
    firstReview: "opened to first review",
    review: "first to last review",
    merge: "last review to merge",
    whole: "opened to merged",
  },
  sample: (count: number, notReviewed: number, unread: number) =>
    [
      formatCount(count, "merged pull request", "merged pull requests"),
      `left out: ${formatNumber(notReviewed)} without a review before the merge`,
      ...(unread > 0 ? [`${formatNumber(unread)} whose reviews are not all read`] : []),
    ].join("; "),
} as const;

export const SIZE_TEXTS = {
  title: "Size and time",
  definition:
    "Time to merge by the lines that a pull request adds and deletes together. The bar ends at the median, the line at the 90th percentile.",
  summary: "Median and 90th percentile of the time to merge, by lines changed.",
  size: "Lines changed",
  merged: "Merged",
  band: (from: number, to: number | null) =>
    to === null ? `over ${formatNumber(from - 1)}` : `${formatNumber(from)} to ${formatNumber(to)}`,
  lines: (band: string) => `${band} lines`,
  mergedCount: (count: number) => `${formatNumber(count)} merged`,
  sample: (count: number) => formatCount(count, "merged pull request", "merged pull requests"),
} as const;

export const OPEN_TEXTS = {
  title: (count: number) => `${formatNumber(count)} open, by age`,
  name: "Open by age",
  definition: (drafts: number) => `Time since opening; ${formatCount(drafts, "draft", "drafts")} included.`,
  summary: (count: number) => `${formatCount(count, "open pull request", "open pull requests")} by age.`,
  age: "Age",
  open: "Open",
  medianAge: (age: string) => `Median age ${age}`,
  noMedian: "Too few for a median age",
  band: (fromDays: number, toDays: number | null) =>
    fromDays === 0
      ? "under a day"
      : toDays === null
        ? `${formatNumber(fromDays)} days and more`
        : `${formatNumber(fromDays)} to ${formatNumber(toDays)} days`,
} as const;

export const REVIEW_TEXTS = {
  loadTitle: "Review load",
  loadDefinition: "Reviews of others’ pull requests; the ten who review most.",
  loadSummary: (most: number) => `Reviews by reviewer, the most being ${formatNumber(most)}.`,
  reviewer: "Reviewer",
  author: "Author",
  reviews: "Reviews",
  authors: "Authors",
  forAuthors: (count: number) => `for ${formatCount(count, "author", "authors")}`,
  loadSample: (reviews: number, reviewers: number) =>
    `${formatCount(reviews, "review", "reviews")} by ${formatCount(reviewers, "person", "people")}`,
  none: "No reviews are stored in this scope.",
  matrixTitle: "Who reviews whom",
  matrixDefinition:
    "Reviews by reviewer and author, those with most first. The stronger its shade, the more reviews a cell stands for; the table names the pairs, most first.",
  matrixSummary: (reviewers: number, authors: number) =>
    `Reviews of ${formatCount(reviewers, "reviewer", "reviewers")} for ${formatCount(authors, "author", "authors")}.`,
  otherPeople: (count: number) => formatCount(count, "other", "others"),
  cell: (reviewer: string, author: string, count: number) =>
    `${reviewer} reviewed ${author}: ${formatCount(count, "time", "times")}`,
  matrixSample: (shown: number, pairs: number) =>
    shown < pairs
      ? `The table has the ${formatNumber(shown)} most frequent of ${formatNumber(pairs)} pairs`
      : formatCount(pairs, "pair", "pairs"),
} as const;

export const LIST_TEXTS = {
  staleTitle: (count: number) => `${formatNumber(count)} stale`,
  staleName: "Stale pull requests",
  staleDefinition: "Open pull requests without any update for some time; the longest untouched first.",
  staleAfter: "Stale after",
  days: (days: number) => `${formatNumber(days)} days without an update`,
  noneStale: (days: number) => `Every open pull request was updated within ${formatNumber(days)} days.`,
  oldestTitle: "Oldest open pull requests",
  oldestDefinition: "Open longest first; at most 50.",
  noneOpen: "No pull request is open.",
  shown: (shown: number, count: number) =>
    shown < count
      ? `The first ${formatNumber(shown)} of ${formatCount(count, "pull request", "pull requests")}`
      : formatCount(count, "pull request", "pull requests"),
  pullRequest: "Pull request",
  author: "Author",
  openFor: "Open for",
  untouchedFor: "Untouched for",
} as const;
