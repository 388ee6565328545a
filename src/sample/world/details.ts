import type { Actor, PullRequest, Repository, ReviewDecision } from "./model.ts";
import { reviewBodies } from "./words.ts";

/** Facts that follow from a pull request and need not be kept. */

/** The description; empty for one in ten, as people leave it. GitHub answers "" in GraphQL and null in REST. */
export function bodyOf(pullRequest: PullRequest): string {
  if (pullRequest.databaseId % 10 === 3) return "";
  return `${pullRequest.title}.\n\nChanges ${pullRequest.changedFiles} files in \`${pullRequest.repository.name}\`.`;
}

/** The text of a review or a comment with this id. */
export function reviewBodyOf(databaseId: number): string {
  return reviewBodies[databaseId % reviewBodies.length] ?? "";
}

export function pathOfFile(pullRequest: PullRequest, place: number): string {
  return `src/${pullRequest.repository.name}/part-${place + 1}.ts`;
}

/** What the reviews add up to: each reviewer's last opinion counts, a comment is none. */
export function decideReviews(pullRequest: PullRequest): ReviewDecision | null {
  const opinions = new Map<Actor | null, "APPROVED" | "CHANGES_REQUESTED">();
  for (const { author, state } of pullRequest.reviews) {
    if (state === "APPROVED" || state === "CHANGES_REQUESTED") opinions.set(author, state);
    if (state === "DISMISSED") opinions.delete(author);
  }
  const given = [...opinions.values()];
  if (given.includes("CHANGES_REQUESTED")) return "CHANGES_REQUESTED";
  if (given.includes("APPROVED")) return "APPROVED";
  return pullRequest.repository.index % 5 === 4 ? null : "REVIEW_REQUIRED";
}

/** How the author stands to the repository, in GitHub's words. */
export function associationOf(
  author: Actor | null,
  repository: Repository,
  outsiders: readonly Actor[],
): "MEMBER" | "CONTRIBUTOR" | "NONE" | "MANNEQUIN" | "OWNER" {
  if (author === null || author.__typename === "Bot") return "NONE";
  if (author.__typename === "Mannequin") return "MANNEQUIN";
  if (author === repository.owner) return "OWNER";
  return outsiders.includes(author) ? "CONTRIBUTOR" : "MEMBER";
}
