import type { components } from "@octokit/openapi-types";
import { writeTime } from "../graphql/execute.ts";
import { associationOf, bodyOf, reviewBodyOf } from "../world/details.ts";
import type { PullRequest, Review } from "../world/model.ts";
import { commitName, nodeIdOfPart, nodeIdOfPullRequest, nodeIdOfReview } from "../world/node-ids.ts";
import { fullNameOf } from "../world/model.ts";
import { restLogin, shapeAuthor, shapeUser, type ShapeContext } from "./account-shapes.ts";
import { shapeRepository } from "./repository-shapes.ts";

type Schemas = components["schemas"];

function shapeEnd(
  context: ShapeContext,
  pullRequest: PullRequest,
  end: "head" | "base",
): Schemas["pull-request-simple"]["head"] {
  const own = end === "base" || pullRequest.head === "same-repository";
  const user = own ? pullRequest.repository.owner : pullRequest.author;
  const ref = end === "base" ? pullRequest.baseRefName : pullRequest.headRefName;
  return {
    label: `${user === null ? "unknown" : restLogin(user)}:${ref}`,
    ref,
    sha: commitName(pullRequest, end),
    user: user === null ? null : shapeUser(context, user),
    // GitHub answers null for a fork that was deleted, though its description says otherwise.
    repo: (own ? shapeRepository(context, pullRequest.repository) : null) as Schemas["repository"],
  };
}

export function shapePullRequest(
  context: ShapeContext,
  pullRequest: PullRequest,
): Schemas["pull-request-simple"] {
  const { repository, number } = pullRequest;
  const base = `${context.apiUrl}/repos/${fullNameOf(repository)}`;
  const url = `${base}/pulls/${number}`;
  const html = `${context.webUrl}/${fullNameOf(repository)}/pull/${number}`;
  const sha = commitName(pullRequest, "head");
  const when = (moment: number | null): string | null => (moment === null ? null : writeTime(moment));
  return {
    url,
    id: pullRequest.databaseId,
    node_id: nodeIdOfPullRequest(pullRequest),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${base}/issues/${number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${base}/pulls/comments{/number}`,
    comments_url: `${base}/issues/${number}/comments`,
    statuses_url: `${base}/statuses/${sha}`,
    number,
    state: pullRequest.state === "OPEN" ? "open" : "closed",
    locked: pullRequest.locked,
    title: pullRequest.title,
    user: shapeAuthor(context, pullRequest.author),
    body: bodyOf(pullRequest) === "" ? null : bodyOf(pullRequest),
    labels: pullRequest.labels.map((label, place) => ({
      id: 7_000_000 + place,
      node_id: nodeIdOfPart("LA", place + 1),
      url: `${base}/labels/${encodeURIComponent(label.name)}`,
      name: label.name,
      description: label.description ?? "",
      color: label.color,
      default: label.name === "bug",
    })),
    milestone: null,
    active_lock_reason: null,
    created_at: writeTime(pullRequest.createdAt),
    updated_at: writeTime(pullRequest.updatedAt),
    closed_at: when(pullRequest.closedAt),
    merged_at: when(pullRequest.mergedAt),
    merge_commit_sha: pullRequest.state === "MERGED" ? commitName(pullRequest, "merge") : null,
    assignee: null,
    assignees: [],
    requested_reviewers: pullRequest.requestedReviewers.map((actor) => shapeUser(context, actor)),
    requested_teams: [],
    head: shapeEnd(context, pullRequest, "head"),
    base: shapeEnd(context, pullRequest, "base"),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: `${base}/issues/${number}` },
      comments: { href: `${base}/issues/${number}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${base}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${base}/statuses/${sha}` },
    },
    author_association: associationOf(pullRequest.author, repository, context.world.people.outsiders),
    auto_merge: null,
    draft: pullRequest.isDraft,
  };
}

export function shapeFullPullRequest(
  context: ShapeContext,
  pullRequest: PullRequest,
): Schemas["pull-request"] {
  const simple = shapePullRequest(context, pullRequest);
  const { mergedBy } = pullRequest;
  return {
    ...simple,
    state: pullRequest.state === "OPEN" ? "open" : "closed",
    user: shapeAuthor(context, pullRequest.author),
    requested_teams: [],
    head: { ...simple.head, user: simple.head.user ?? shapeAuthor(context, null) },
    base: { ...simple.base, user: simple.base.user ?? shapeAuthor(context, null) },
    merged: pullRequest.state === "MERGED",
    mergeable: pullRequest.state === "OPEN" ? true : null,
    rebaseable: pullRequest.state === "OPEN" ? true : null,
    mergeable_state: pullRequest.state === "OPEN" ? "clean" : "unknown",
    merged_by: mergedBy === null ? null : shapeUser(context, mergedBy),
    comments: pullRequest.commentCount,
    review_comments: pullRequest.threadCount,
    maintainer_can_modify: pullRequest.head === "fork",
    commits: pullRequest.commitCount,
    additions: pullRequest.additions,
    deletions: pullRequest.deletions,
    changed_files: pullRequest.changedFiles,
  };
}

export function shapeReview(context: ShapeContext, review: Review): Schemas["pull-request-review"] {
  const { pullRequest } = review;
  const fullName = fullNameOf(pullRequest.repository);
  const html = `${context.webUrl}/${fullName}/pull/${pullRequest.number}#pullrequestreview-${review.databaseId}`;
  const pullRequestUrl = `${context.apiUrl}/repos/${fullName}/pulls/${pullRequest.number}`;
  return {
    id: review.databaseId,
    node_id: nodeIdOfReview(review),
    // Unlike a pull request's, the author of a review is null here when the account was deleted.
    user: review.author === null ? null : shapeUser(context, review.author),
    body: reviewBodyOf(review.databaseId),
    state: review.state,
    html_url: html,
    pull_request_url: pullRequestUrl,
    author_association: associationOf(review.author, pullRequest.repository, context.world.people.outsiders),
    _links: { html: { href: html }, pull_request: { href: pullRequestUrl } },
    submitted_at: writeTime(review.submittedAt),
    commit_id: commitName(pullRequest, "head"),
  };
}

/** The commit that merged a pull request, as `GET /repos/{owner}/{repo}/commits` lists it. */
export function shapeCommit(context: ShapeContext, pullRequest: PullRequest): Record<string, unknown> {
  const sha = commitName(pullRequest, "merge");
  const fullName = fullNameOf(pullRequest.repository);
  const author = {
    name: pullRequest.author?.name ?? null,
    email: null,
    date: writeTime(pullRequest.mergedAt ?? pullRequest.createdAt),
  };
  return {
    sha,
    node_id: nodeIdOfPart("C", pullRequest.databaseId, 0),
    commit: {
      author,
      committer: author,
      message: `${pullRequest.title} (#${pullRequest.number})`,
      comment_count: 0,
    },
    url: `${context.apiUrl}/repos/${fullName}/commits/${sha}`,
    html_url: `${context.webUrl}/${fullName}/commit/${sha}`,
    author: pullRequest.author === null ? null : shapeUser(context, pullRequest.author),
    committer: pullRequest.mergedBy === null ? null : shapeUser(context, pullRequest.mergedBy),
    parents: [],
  };
}
