import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { toGitHubId, toRowId } from "../../../src/core/database/host-ids.ts";
import type {
  ControlAnswer,
  ControlCommand,
  TruePullRequest,
  TrueRepository,
} from "../../../src/sample/control.ts";
import type { SampleServer } from "../../../src/sample/sample-server.ts";

/** Runs a control command whose answer has the given type. */
export async function ask<Type extends ControlAnswer["type"]>(
  github: SampleServer,
  command: ControlCommand,
  type: Type,
): Promise<Extract<ControlAnswer, { type: Type }>> {
  const answer = await github.control(command);
  if (answer.type !== type) throw new Error(`${command.type}: the server answered ${JSON.stringify(answer)}`);
  return answer as Extract<ControlAnswer, { type: Type }>;
}

/** All rows of one owner, in one form for what GitHub holds and for what is stored. */
export interface Rows {
  members: string[];
  repositories: Pick<
    TrueRepository,
    "id" | "nodeId" | "fullName" | "isPrivate" | "isArchived" | "isDisabled"
  >[];
  pullRequests: (Omit<TruePullRequest, "reviews"> & { repositoryId: number })[];
  reviews: { id: number; pullRequestId: number; author: string | null; state: string; submittedAt: string }[];
}

/** What GitHub holds: the organization's repositories, or these. */
export async function readTruth(github: SampleServer, fullNames?: readonly string[]): Promise<Rows> {
  const world = await ask(github, { type: "truth" }, "truth");
  const rows: Rows = { members: world.members, repositories: [], pullRequests: [], reviews: [] };
  for (const name of fullNames ?? world.repositories.map(({ fullName }) => fullName)) {
    const truth = await ask(github, { type: "truth", repository: name }, "repository-truth");
    const { id, nodeId, fullName, isPrivate, isArchived, isDisabled } = truth.repository;
    rows.repositories.push({ id, nodeId, fullName, isPrivate, isArchived, isDisabled });
    for (const { reviews, ...pullRequest } of truth.pullRequests) {
      // SQLite's texts end at a NUL: it is stored as U+FFFD.
      const title = pullRequest.title.replaceAll("\0", "\uFFFD");
      rows.pullRequests.push({ ...pullRequest, title, repositoryId: id });
      for (const review of reviews) rows.reviews.push({ ...review, pullRequestId: pullRequest.id });
    }
  }
  return inOrder(rows);
}

interface StoredRepository extends Omit<
  Rows["repositories"][number],
  "isPrivate" | "isArchived" | "isDisabled"
> {
  visibility: string;
  isArchived: number;
  isDisabled: number;
}
type StoredPullRequest = Omit<Rows["pullRequests"][number], "isDraft"> & { isDraft: number };

/** What is stored of a host, in the order in which hosts were met, read by a connection of its own; ids are GitHub's. */
export function readStored(dataDirectory: string, slot = 0): Rows {
  const database = new Database(join(dataDirectory, "onramp.db"), { readonly: true });
  const all = <Row>(sql: string, idColumn = "id"): Row[] => {
    const ofHost = `${sql} WHERE ${idColumn} >= ? AND ${idColumn} < ?`;
    return database.prepare<[number, number], Row>(ofHost).all(toRowId(slot, 1), toRowId(slot + 1, 1));
  };
  try {
    const repositories = all<StoredRepository>(
      `SELECT id, node_id AS nodeId, full_name AS fullName, visibility, is_archived AS isArchived,
         is_disabled AS isDisabled FROM repositories`,
    );
    const pullRequests = all<StoredPullRequest>(
      `SELECT id, node_id AS nodeId, number, title, upper(state) AS state, is_draft AS isDraft, author_login AS author,
         created_at AS createdAt, updated_at AS updatedAt, merged_at AS mergedAt, closed_at AS closedAt, additions,
         deletions, changed_files AS changedFiles, repository_id AS repositoryId FROM pull_requests`,
    );
    const reviews = all<Rows["reviews"][number]>(
      `SELECT id, author_login AS author, state, submitted_at AS submittedAt, pull_request_id AS pullRequestId
       FROM reviews`,
    );
    return inOrder({
      members: all<{ login: string }>("SELECT login FROM members", "organization_id").map(
        ({ login }) => login,
      ),
      repositories: repositories.map(({ visibility, ...it }) => ({
        ...it,
        id: toGitHubId(it.id),
        isPrivate: visibility !== "public",
        isArchived: it.isArchived === 1,
        isDisabled: it.isDisabled === 1,
      })),
      pullRequests: pullRequests.map((it) => ({
        ...it,
        id: toGitHubId(it.id),
        repositoryId: toGitHubId(it.repositoryId),
        isDraft: it.isDraft === 1,
      })),
      reviews: reviews.map((it) => ({
        ...it,
        id: toGitHubId(it.id),
        pullRequestId: toGitHubId(it.pullRequestId),
      })),
    });
  } finally {
    database.close();
  }
}

function inOrder(rows: Rows): Rows {
  const byId = (a: { id: number }, b: { id: number }): number => a.id - b.id;
  return {
    members: rows.members.toSorted(),
    repositories: rows.repositories.toSorted(byId),
    pullRequests: rows.pullRequests.toSorted(byId),
    reviews: rows.reviews.toSorted(byId),
  };
}

/** Every row that GitHub holds is stored as it is there, and no other row is stored. */
export function expectSameRows(stored: Rows, truth: Rows): void {
  // Counts first: a missing page is told in one line, not in thousands.
  const count = ({ members, repositories, pullRequests, reviews }: Rows): Record<keyof Rows, number> => ({
    members: members.length,
    repositories: repositories.length,
    pullRequests: pullRequests.length,
    reviews: reviews.length,
  });
  expect(count(stored)).toEqual(count(truth));
  expect(stored).toEqual(truth);
}
