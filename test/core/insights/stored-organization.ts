import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IsoTime, OrganizationId, PullRequestId, RepositoryId } from "../../../src/shared/ids.ts";
import type { CoverageState } from "../../../src/shared/models.ts";
import { saveAccount, saveOrganization } from "../../../src/core/database/account-store.ts";
import { LOCK_WAIT_MS, openDatabase, type WritableDatabase } from "../../../src/core/database/connection.ts";
import { saveCoverage } from "../../../src/core/database/coverage-store.ts";
import {
  addStoredCounts,
  savePullRequests,
  type PullRequestFacts,
  type ReviewFacts,
} from "../../../src/core/database/pull-request-store.ts";
import { saveGitHubCount, saveRepositories } from "../../../src/core/database/repository-store.ts";

/** The moment at which the tests look: a Tuesday. */
export const NOW = Date.parse("2026-11-24T12:00:00Z");

/** A time before `NOW`, as GitHub writes it. */
export function ago({ days = 0, hours = 0 }: { days?: number; hours?: number }): IsoTime {
  return new Date(NOW - (days * 24 + hours) * 3_600_000).toISOString().replace(".000Z", "Z");
}

/** A real database in a folder of its own, with one organization, filled through the stores. */
export class StoredOrganization {
  readonly directory = mkdtempSync(join(tmpdir(), "onramp-rows-"));
  readonly database: WritableDatabase = openDatabase(this.directory, LOCK_WAIT_MS.worker);
  readonly id: OrganizationId;
  #lastId = 1000;

  constructor() {
    const accountId = saveAccount(
      this.database,
      {
        host: "github.com",
        apiUrl: "https://api.github.com",
        githubId: 1,
        login: "ada",
        name: null,
        isSample: false,
        tokenKind: "classic",
        scopes: [],
        tokenExpiresAt: null,
        tokenStorage: "session",
      },
      NOW,
    );
    this.id = this.addOrganization("acme", accountId);
  }

  addOrganization(
    login: string,
    accountId = 1 as Parameters<typeof saveOrganization>[1]["accountId"],
  ): OrganizationId {
    return saveOrganization(this.database, {
      accountId,
      host: "github.com",
      githubId: this.#nextId(),
      login,
      name: null,
      kind: "organization",
      blocked: null,
    });
  }

  addRepository(fullName = "acme/anvil", organizationId = this.id): RepositoryId {
    const id = this.#nextId() as RepositoryId;
    saveRepositories(
      this.database,
      [
        {
          id,
          organizationId,
          host: "github.com",
          nodeId: `R_${id}`,
          fullName,
          name: fullName.split("/")[1]!,
          description: null,
          visibility: "private",
          isFork: false,
          isArchived: false,
          isDisabled: false,
          hasPullRequests: true,
          primaryLanguage: null,
          defaultBranch: "main",
          createdAt: null,
          updatedAt: null,
          pushedAt: null,
        },
      ],
      NOW,
    );
    return id;
  }

  /** GitHub's count of the repository's pull requests. */
  count(repositoryId: RepositoryId, pullRequests: number): void {
    saveGitHubCount(this.database, repositoryId, pullRequests, ago({}));
  }

  /** The ledger's entries; counts are given where they are claimed. */
  enterInLedger(
    repositoryId: RepositoryId,
    stream: "pull_requests" | "reviews",
    state: CoverageState,
    count: number | null = null,
  ): void {
    const entry = { repositoryId, stream, state, githubCount: count, storedCount: count };
    saveCoverage(this.database, { ...entry, asOf: ago({}), failure: null });
  }

  /** Stores a pull request, open and a day old unless the facts say otherwise. */
  addPullRequest(
    repositoryId: RepositoryId,
    facts: Partial<Omit<PullRequestFacts, "reviews">> & { reviews?: Partial<ReviewFacts>[] } = {},
  ): PullRequestId {
    const id = this.#nextId() as PullRequestId;
    const { reviews = [], ...rest } = facts;
    const createdAt = facts.createdAt ?? ago({ days: 1 });
    const change = savePullRequests(this.database, repositoryId, 1, [
      {
        id,
        nodeId: `PR_${id}`,
        number: id,
        title: `Pull request ${id}`,
        state: facts.mergedAt ? "merged" : "open",
        isDraft: false,
        authorLogin: "author",
        authorKind: "User",
        createdAt,
        updatedAt: createdAt,
        mergedAt: null,
        closedAt: facts.mergedAt ?? null,
        mergedByLogin: null,
        additions: 1,
        deletions: 1,
        changedFiles: 1,
        baseRef: "main",
        headRef: "change",
        reviewCount: reviews.length,
        reviewsCursor: null,
        ...rest,
        reviews: reviews.map((review) => ({
          id: this.#nextId(),
          authorLogin: "reviewer",
          authorKind: "User",
          state: "APPROVED",
          submittedAt: ago({}),
          ...review,
        })),
      },
    ]);
    addStoredCounts(this.database, repositoryId, change);
    return id;
  }

  remove(): void {
    this.database.close();
    rmSync(this.directory, { recursive: true });
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
