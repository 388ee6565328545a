import type { ControlAnswer, ControlCommand } from "../control.ts";
import type { EpochMs, PullRequest, Repository, Review } from "./model.ts";
import type { World } from "./world.ts";
import { fullNameOf } from "./model.ts";

/** The commands that change the organization itself. */
export type WorldCommand = Extract<
  ControlCommand,
  {
    type:
      | "open-pull-request"
      | "update-pull-request"
      | "merge-pull-request"
      | "add-review"
      | "remove-review"
      | "rename-repository"
      | "transfer-repository"
      | "delete-repository"
      | "archive-repository"
      | "disable-pull-requests"
      | "add-repository"
      | "miscount"
      | "remove-member";
  }
>;

const done: ControlAnswer = { type: "done" };
const refuse = (reason: string): ControlAnswer => ({ type: "refused", reason });

/** Finds a repository by `owner/name`, or by its name in the sample organization. */
export function findNamed(world: World, name: string): Repository | undefined {
  const [first = "", second] = name.split("/");
  return second === undefined
    ? world.repository(world.people.organization.login, first)
    : world.repository(first, second);
}

/** Does what the command says and moves `updatedAt` and `pushedAt` as GitHub would. */
export function changeWorld(world: World, command: WorldCommand, moment: EpochMs): ControlAnswer {
  const answer = applyChange(world, command, Math.floor(moment / 1000) * 1000);
  world.forgetRepositoryOrders();
  return answer;
}

function applyChange(world: World, command: WorldCommand, now: EpochMs): ControlAnswer {
  if (command.type === "add-repository")
    return addRepository(world, command.name, command.pullRequests ?? 0, now);
  if (command.type === "remove-member") {
    const { organization } = world.people;
    const before = organization.members.length;
    organization.members = organization.members.filter((member) => member.login !== command.login);
    return organization.members.length < before ? done : refuse(`no member ${command.login}`);
  }
  const repository = findNamed(world, command.repository);
  if (repository === undefined) return refuse(`no repository ${command.repository}`);
  switch (command.type) {
    case "open-pull-request":
      return openPullRequest(world, repository, command, now);
    case "rename-repository":
      world.move(repository, { name: command.name });
      repository.updatedAt = now;
      return done;
    case "transfer-repository": {
      const owner = world.owner(command.owner);
      if (owner === undefined) return refuse(`no owner ${command.owner}`);
      world.move(repository, { owner });
      repository.updatedAt = now;
      return done;
    }
    case "delete-repository":
      world.remove(repository);
      return done;
    case "archive-repository":
      Object.assign(repository, { isArchived: true, archivedAt: now, updatedAt: now });
      return done;
    case "disable-pull-requests":
      repository.hasPullRequests = false;
      repository.updatedAt = now;
      return done;
    case "miscount":
      world.setMiscount(repository, command.by);
      return done;
    default: {
      const pullRequest = world.pullRequest(repository, command.number);
      if (pullRequest === undefined)
        return refuse(`no pull request ${fullNameOf(repository)}#${command.number}`);
      return changePullRequest(world, pullRequest, command, now);
    }
  }
}

type PullRequestCommand = Extract<WorldCommand, { number: number }>;

function changePullRequest(
  world: World,
  pullRequest: PullRequest,
  command: PullRequestCommand,
  now: EpochMs,
): ControlAnswer {
  // First, so that the list is kept before anything in it differs from what would be generated.
  world.markChanged(pullRequest.repository);
  switch (command.type) {
    case "update-pull-request":
      if (command.title !== undefined) pullRequest.title = command.title;
      if (command.isDraft !== undefined) pullRequest.isDraft = command.isDraft;
      if (command.state !== undefined) {
        pullRequest.state = command.state;
        pullRequest.closedAt = command.state === "CLOSED" ? now : null;
        pullRequest.mergedAt = null;
      }
      break;
    case "merge-pull-request":
      Object.assign(pullRequest, {
        state: "MERGED",
        mergedAt: now,
        closedAt: now,
        mergedBy: world.people.viewer,
      });
      pullRequest.repository.pushedAt = now;
      break;
    case "add-review": {
      const author = command.author === undefined ? world.people.viewer : world.owner(command.author);
      if (author === undefined) return refuse(`no account ${command.author}`);
      for (let made = 0; made < (command.count ?? 1); made += 1) {
        const review: Review = {
          __typename: "PullRequestReview",
          databaseId: world.takeId(),
          pullRequest,
          author,
          state: command.state ?? "APPROVED",
          // Reviews stay in the order of their times, whatever the clock was set to.
          submittedAt: Math.max(now, pullRequest.reviews.at(-1)?.submittedAt ?? 0),
          commentCount: 0,
        };
        pullRequest.reviews.push(review);
      }
      break;
    }
    case "remove-review":
      if (pullRequest.reviews.pop() === undefined) return refuse(`#${pullRequest.number} has no review`);
      return done;
  }
  pullRequest.updatedAt = now;
  return done;
}

function openPullRequest(
  world: World,
  repository: Repository,
  command: Extract<WorldCommand, { type: "open-pull-request" }>,
  now: EpochMs,
): ControlAnswer {
  const author = command.author === undefined ? world.people.viewer : world.owner(command.author);
  if (author === undefined) return refuse(`no account ${command.author}`);
  const last = world.pullRequests(repository).at(-1);
  const createdAt = Math.max(now, last?.createdAt ?? 0);
  const number = (last?.number ?? 0) + 1;
  world.addPullRequest({
    __typename: "PullRequest",
    databaseId: world.takeId(),
    repository,
    number,
    title: command.title ?? `Opened by hand, number ${number}`,
    state: "OPEN",
    isDraft: command.isDraft ?? false,
    locked: false,
    author,
    mergedBy: null,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    mergedAt: null,
    additions: 10,
    deletions: 2,
    changedFiles: 1,
    commitCount: 1,
    commentCount: 0,
    threadCount: 0,
    baseRefName: "main",
    headRefName: `by-hand/${number}`,
    head: "same-repository",
    labels: [],
    requestedReviewers: [],
    reviews: [],
  });
  repository.pushedAt = createdAt;
  return { type: "number", number };
}

function addRepository(world: World, name: string, pullRequestCount: number, now: EpochMs): ControlAnswer {
  const owner = world.people.organization;
  if (world.repository(owner.login, name) !== undefined) return refuse(`${name} exists`);
  const repository: Repository = {
    __typename: "Repository",
    index: -1,
    databaseId: world.takeId() % 0x7fff_ffff,
    name,
    owner,
    description: null,
    homepageUrl: null,
    visibility: "PRIVATE",
    isArchived: false,
    isDisabled: false,
    isEmpty: pullRequestCount === 0,
    isFork: false,
    isTemplate: false,
    hasPullRequests: true,
    language: null,
    parent: null,
    stargazerCount: 0,
    forkCount: 0,
    diskUsage: 0,
    createdAt: now,
    updatedAt: now,
    pushedAt: pullRequestCount === 0 ? null : now,
    archivedAt: null,
  };
  world.add(repository);
  for (let made = 0; made < pullRequestCount; made += 1) {
    openPullRequest(world, repository, { type: "open-pull-request", repository: name }, now);
  }
  return done;
}
