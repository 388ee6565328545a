import type { ControlAnswer, TruePullRequest, TrueRepository } from "../control.ts";
import { writeTime } from "../graphql/execute.ts";
import type { PullRequest, Repository } from "./model.ts";
import { nodeIdOfPullRequest, nodeIdOfRepository } from "./node-ids.ts";
import { fullNameOf } from "./model.ts";
import type { World } from "./world.ts";

function tellRepository(world: World, repository: Repository): TrueRepository {
  const pullRequests = repository.hasPullRequests ? world.pullRequests(repository) : [];
  return {
    id: repository.databaseId,
    nodeId: nodeIdOfRepository(repository),
    fullName: fullNameOf(repository),
    isPrivate: repository.visibility !== "PUBLIC",
    isArchived: repository.isArchived,
    isDisabled: repository.isDisabled,
    isEmpty: repository.isEmpty,
    hasPullRequests: repository.hasPullRequests,
    pullRequests: pullRequests.length,
    reviews: pullRequests.reduce((sum, pullRequest) => sum + pullRequest.reviews.length, 0),
  };
}

function tellPullRequest(pullRequest: PullRequest): TruePullRequest {
  const { databaseId, number, title, state, isDraft, author, additions, deletions, changedFiles } =
    pullRequest;
  const when = (moment: number | null): string | null => (moment === null ? null : writeTime(moment));
  return {
    id: databaseId,
    nodeId: nodeIdOfPullRequest(pullRequest),
    number,
    title,
    state,
    isDraft,
    author: author?.login ?? null,
    createdAt: writeTime(pullRequest.createdAt),
    updatedAt: writeTime(pullRequest.updatedAt),
    mergedAt: when(pullRequest.mergedAt),
    closedAt: when(pullRequest.closedAt),
    additions,
    deletions,
    changedFiles,
    reviews: pullRequest.reviews.map((review) => ({
      id: review.databaseId,
      author: review.author?.login ?? null,
      state: review.state,
      submittedAt: writeTime(review.submittedAt),
    })),
  };
}

/** What this world holds: counts of the sample organization's repositories, its members by login. */
export function tellWorld(world: World): ControlAnswer {
  const { organization } = world.people;
  return {
    type: "truth",
    organization: organization.login,
    members: organization.members.map((member) => member.login),
    repositories: world.repositoriesOf(organization).map((repository) => tellRepository(world, repository)),
  };
}

/** Everything about one repository, ascending by number. */
export function tellRepositoryTruth(world: World, repository: Repository): ControlAnswer {
  const pullRequests = repository.hasPullRequests ? world.pullRequests(repository) : [];
  return {
    type: "repository-truth",
    repository: tellRepository(world, repository),
    pullRequests: pullRequests.map(tellPullRequest),
  };
}
