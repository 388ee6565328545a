import { formatCount, formatDurationRange, formatNumber } from "../ui/format.ts";

export const CHOOSE_TEXTS = {
  title: "Choose repositories",
  connectFirst: "Connect an account first",
  connectFirstText: "Then its organizations and repositories appear here.",
  connect: "Connect",
  organization: "Organization",
  ownRepositories: "Your own repositories",
  asAccount: (what: string, login: string, host: string) => `${what} · as ${login} on ${host}`,
  refresh: "Refresh",
  tryAgain: "Try again",
} as const;

export const FIND_TEXTS = {
  open: "Find by name",
  title: "Find an organization",
  cancel: "Cancel",
  find: "Find",
  login: "Organization or account",
  hint: "Its login, as in github.com/login. Some tokens do not list the organizations they may read.",
  account: "Account",
  accountOn: (login: string, host: string) => `${login} on ${host}`,
} as const;

export const LIST_TEXTS = {
  list: "Repositories",
  filter: "Filter repositories",
  filterHint: "Filter by name, description or language",
  sortBy: "Sort by",
  orders: {
    name: "Name",
    updated: "Recently updated",
    "pull-requests": "Most pull requests",
    language: "Language",
  },
  selectAll: "Select all",
  selectMatching: (count: number) => `Select the ${formatNumber(count)} that match`,
  loaded: (count: number) => `${formatRepositories(count)} loaded.`,
  none: "No repositories",
  noneText: "GitHub lists no repository here that this token may see.",
  noneMatch: "None match",
  noneMatchText: (count: number, filter: string) =>
    filter === ""
      ? `None of ${formatRepositories(count)} has all that is asked for.`
      : `None of ${formatRepositories(count)} matches “${filter}”.`,
  clearFilter: "Clear the filter",
  noDescription: "No description",
  pullRequests: (count: number) => formatCount(count, "pull request", "pull requests"),
  lastChange: (when: string) => `Last change: ${when}`,
  marks: { fork: "fork", archived: "archived", disabled: "disabled" },
} as const;

/** What the list can be narrowed to: the name of a chip, and how it reads in each of its positions. */
export const FACET_TEXTS = {
  group: "Narrow the list",
  private: { any: "Private", only: "Only private", without: "No private" },
  fork: { any: "Forks", only: "Only forks", without: "No forks" },
  archived: { any: "Archived", only: "Only archived", without: "No archived" },
  active: { any: "Active in 90 days", only: "Active in 90 days", without: "Quiet for 90 days" },
  pullRequests: {
    any: "Has pull requests",
    only: "Has pull requests",
    without: "No pull requests",
  },
  hint: "Click for only these, then for none of these, then for all.",
} as const;

export const LIST_STATUS_TEXTS = {
  asking: "Asking GitHub…",
  soFar: (count: number, what: string) => `${formatRepositories(count)} so far, ${what}`,
  askingOn: "asking GitHub…",
  page: (page: number, pages: number | null) =>
    pages === null
      ? `page ${formatNumber(page)} is loading…`
      : `page ${formatNumber(page)} of ${formatNumber(pages)} is loading…`,
  all: (count: number) => formatRepositories(count),
  notAll: (count: number) => `${formatRepositories(count)} loaded, not all`,
} as const;

export const PLAN_TEXTS = {
  selected: (selected: number, all: number) =>
    [formatNumber(selected), ` of ${formatNumber(all)} selected`] as const,
  stillToCome: ", and those still to be listed",
  nothing: "Select repositories to see what a sync would cost.",
  asking: "Asking GitHub how much there is to read…",
  failed: (why: string) => `The cost is not known: ${why}.`,
  review: "Review the plan…",
  title: "Before the sync starts",
  back: "Back",
  start: "Start sync",
  tryAgain: "Try again",
  facts: {
    pullRequests: (count: number) =>
      count === 0 ? "Nothing new to read" : `${formatCount(count, "pull request", "pull requests")} to read`,
    requests: (count: number) => formatCount(count, "request", "requests"),
    points: (count: number) => formatCount(count, "point", "points"),
    time: (range: { low: number; high: number }) => formatDurationRange(range),
    left: (points: number) => `${formatNumber(points)} left this hour`,
  },
  repositories: "Repositories",
  unchanged: (count: number) => `${formatNumber(count)} unchanged, at no cost`,
  pullRequests: "Pull requests",
  stillToRead: "still to read",
  expectedTime: "Expected time",
  firstInsightSooner: "first insight sooner",
  requests: "Requests",
  toGitHub: "to GitHub",
  points: "Rate-limit points",
  exceeds: "More than is left this hour",
  exceedsText: "The sync will wait for GitHub’s hourly limit and go on by itself. Nothing is lost.",
  refused: (count: number) => `${formatRepositories(count)} cannot be read`,
  authorize: "Authorize",
} as const;

function formatRepositories(count: number): string {
  return formatCount(count, "repository", "repositories");
}
