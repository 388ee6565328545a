import type { Actor, EpochMs, PullRequest, PullRequestState, Review, ReviewState } from "./model.ts";
import type { People } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { chooseAuthor, chooseHabits, chooseReviewer, duringWork, type Habits } from "./habits.ts";
import type { Plan } from "./repositories.ts";
import { awkwardTitles, branchName, describeChange, describeUpgrade, labels } from "./words.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Ids of generated pull requests start here and go past 2^31, where GitHub's 32-bit `databaseId` ends. */
export const firstPullRequestId = 2_147_000_000;
export const pullRequestIdStep = 131;
/** Ids of reviews are past 2^32, as GitHub's are; each pull request has room for this many. */
const firstReviewId = 4_400_000_000;
const reviewIdsPerPullRequest = 1_024;

function chooseReviewState(random: Random, last: boolean): ReviewState {
  if (last && random.chance(0.8)) return "APPROVED";
  if (random.chance(0.25)) return "CHANGES_REQUESTED";
  return random.chance(0.06) ? "DISMISSED" : "COMMENTED";
}

function addReviews(
  random: Random,
  pullRequest: PullRequest,
  count: number,
  span: { from: EpochMs; until: EpochMs },
  team: readonly Actor[],
  people: People,
): void {
  const reviewers = team.filter((member) => member !== pullRequest.author);
  const step = (span.until - span.from) / Math.max(1, count);
  for (let place = 0; place < count; place += 1) {
    const review: Review = {
      __typename: "PullRequestReview",
      databaseId:
        firstReviewId +
        ((pullRequest.databaseId - firstPullRequestId) / pullRequestIdStep) * reviewIdsPerPullRequest +
        place,
      pullRequest,
      author: chooseReviewer(random, reviewers, people),
      state: chooseReviewState(random, place === count - 1),
      submittedAt: Math.floor((span.from + step * (place + random.float() * 0.9)) / 1000) * 1000,
      commentCount: random.chance(0.4) ? 0 : random.between(1, 6),
    };
    pullRequest.reviews.push(review);
  }
}

/** What became of a pull request, and when, given when its work would have ended. */
function chooseFate(
  random: Random,
  endsAt: EpochMs,
  worldEndsAt: EpochMs,
): { state: PullRequestState; endedAt: EpochMs | null } {
  if (endsAt > worldEndsAt || random.chance(0.006)) return { state: "OPEN", endedAt: null };
  return { state: random.chance(0.9) ? "MERGED" : "CLOSED", endedAt: endsAt };
}

function countReviews(
  random: Random,
  plan: Plan,
  place: number,
  fromBot: boolean,
  exact: number | undefined,
  long: { pullRequests: number; reviews: number },
): number {
  if (plan.kind === "long-reviews" && place === 0) return 250;
  if (plan.kind === "long-reviews" && place <= long.pullRequests) return long.reviews;
  if (exact !== undefined) return exact;
  if (fromBot) return random.chance(0.5) ? 1 : 0;
  if (random.chance(0.12)) return 0;
  return 1 + Math.floor(random.longTail(0.75, 0.9));
}

/**
 * All pull requests of one planned repository, ascending by number and by creation. The same plan and seed give the
 * same list each time, so a list that was dropped from memory can be made again.
 */
export function createPullRequests(
  plan: Plan,
  people: People,
  options: {
    seed: number;
    reviewsPerPullRequest?: number;
    longReviews?: { pullRequests: number; reviews: number };
  },
): PullRequest[] {
  const { repository } = plan;
  const random = createRandom(options.seed, 0x9d11, repository.index);
  const habits = chooseHabits(random, people);
  const long = options.longReviews ?? { pullRequests: 12, reviews: 101 };
  const span = plan.untilMs - plan.fromMs - 2 * dayMs;
  const births = Array.from({ length: plan.pullRequestCount }, () =>
    duringWork(random, plan.fromMs + 2 * dayMs + random.float() ** 0.85 * span),
  )
    .map((moment) => Math.min(Math.max(moment, plan.fromMs), plan.untilMs))
    .sort((left, right) => left - right);
  let number = 0;
  return births.map((createdAt, place) => {
    // Issues share the numbers of pull requests, so there are holes.
    number += 1 + Math.floor(random.longTail(0.5, 0.8));
    return createPullRequest({
      random,
      plan,
      people,
      habits,
      place,
      number,
      createdAt,
      long,
      exact: options.reviewsPerPullRequest,
    });
  });
}

interface Birth {
  random: Random;
  plan: Plan;
  people: People;
  habits: Habits;
  place: number;
  number: number;
  createdAt: EpochMs;
  long: { pullRequests: number; reviews: number };
  exact: number | undefined;
}

function createPullRequest(birth: Birth): PullRequest {
  const { random, plan, people, habits, place, number, createdAt } = birth;
  const awkward = plan.kind === "awkward-text";
  const author = awkward
    ? awkwardAuthor(place, people, random, habits)
    : chooseAuthor(random, habits, people);
  const fromBot = author === people.dependencyBot;
  const plainTitle = fromBot ? describeUpgrade(random) : describeChange(random);
  const title = (awkward ? awkwardTitles[place] : undefined) ?? plainTitle;
  const additions = fromBot ? random.between(1, 60) : Math.floor(random.longTail(42, 1.5));
  const slowness = 0.5 + Math.min(4, Math.log10(additions + 1));
  const reviewedAt = createdAt + random.longTail(habits.hoursToFirstReview * slowness, 1) * hourMs;
  // Now and then work is put aside for weeks.
  const asideMs = random.chance(0.07) ? random.longTail(18, 0.9) * dayMs : 0;
  const workMs = random.longTail(habits.hoursToMerge * slowness, 1.1) * hourMs;
  const endsAt = Math.floor((reviewedAt + workMs + asideMs) / 1000) * 1000;
  const { state, endedAt } = chooseFate(random, endsAt, plan.untilMs);
  const count = countReviews(random, plan, place, fromBot, birth.exact, birth.long);
  const pullRequest: PullRequest = {
    __typename: "PullRequest",
    databaseId: firstPullRequestId + (plan.pullRequestsBefore + place) * pullRequestIdStep,
    repository: plan.repository,
    number,
    title,
    state,
    isDraft: state === "OPEN" ? random.chance(0.18) : random.chance(0.01),
    locked: random.chance(0.01),
    author,
    mergedBy: null,
    createdAt,
    updatedAt: createdAt,
    closedAt: endedAt,
    mergedAt: state === "MERGED" ? endedAt : null,
    additions,
    deletions: Math.floor(additions * random.float() * 0.8 + random.longTail(4, 1.2)),
    changedFiles: 1 + Math.floor(Math.sqrt(additions) * random.float()),
    commitCount: 1 + Math.floor(random.longTail(1.4, 0.8)),
    commentCount: Math.floor(random.longTail(0.9, 1)),
    threadCount: 0,
    baseRefName: random.chance(0.97) ? "main" : `release/${random.between(1, 9)}.x`,
    headRefName:
      awkward && place % 4 === 0
        ? `feature/${"very-long-".repeat(24)}branch-🚢`
        : branchName(plainTitle, author?.login ?? "unknown"),
    head: chooseHead(random, author, people),
    labels: fromBot
      ? labels.filter((label) => label.name === "dependencies")
      : random.chance(0.4)
        ? [random.pick(labels)]
        : [],
    requestedReviewers: [],
    reviews: [],
  };
  const lastReviewBy = endedAt ?? Math.max(createdAt, Math.min(plan.untilMs, endsAt));
  const firstReviewBy = Math.min(reviewedAt, lastReviewBy);
  // Nobody has looked yet when the first review would have come after the end of this world.
  const seen =
    state !== "OPEN" ||
    reviewedAt < plan.untilMs ||
    birth.exact !== undefined ||
    plan.kind === "long-reviews";
  if (seen)
    addReviews(random, pullRequest, count, { from: firstReviewBy, until: lastReviewBy }, habits.team, people);
  settle(random, pullRequest, habits, plan.untilMs);
  return pullRequest;
}

/** In the repository of awkward text, each kind of author appears. */
function awkwardAuthor(place: number, people: People, random: Random, habits: Habits): Actor | null {
  const cast: readonly (Actor | null)[] = [
    null,
    people.mannequin,
    people.enterpriseAccount,
    people.sisterOrganization,
    people.ciBot,
  ];
  return place % 2 === 0 ? random.pick(habits.team) : (cast[((place - 1) / 2) % cast.length] ?? null);
}

function chooseHead(random: Random, author: Actor | null, people: People): PullRequest["head"] {
  if (author === null) return random.chance(0.6) ? "deleted" : "same-repository";
  if (!people.outsiders.includes(author)) return "same-repository";
  return random.chance(0.25) ? "deleted" : "fork";
}

/** Fills in what follows from the reviews: who merged, who is still asked, when it last moved. */
function settle(random: Random, pullRequest: PullRequest, habits: Habits, worldEndsAt: EpochMs): void {
  const { reviews } = pullRequest;
  const approver = reviews.findLast((review) => review.state === "APPROVED")?.author;
  if (pullRequest.state === "MERGED")
    pullRequest.mergedBy = random.chance(0.6) ? pullRequest.author : (approver ?? null);
  if (pullRequest.state === "OPEN" && reviews.length === 0 && random.chance(0.6)) {
    pullRequest.requestedReviewers = [random.pick(habits.team)].filter(
      (member) => member !== pullRequest.author,
    );
  }
  pullRequest.threadCount = reviews.reduce((sum, review) => sum + review.commentCount, 0);
  const lastReviewAt = reviews.at(-1)?.submittedAt ?? 0;
  const lastEventAt = Math.max(pullRequest.createdAt, lastReviewAt, pullRequest.closedAt ?? 0);
  // Comments and label changes move a pull request after its last review too.
  const echo = random.chance(0.3) ? Math.floor(random.longTail(600, 2)) * 1000 : 0;
  pullRequest.updatedAt = Math.max(lastEventAt, Math.min(lastEventAt + echo, worldEndsAt));
}
