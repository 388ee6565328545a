import type { AnyEvent, RepositoryList } from "../../shared/contract.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import type { SliceReport } from "../../shared/slices.ts";
import { readAccount, readListState, readOrganization } from "../database/account-store.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { listRepositories, readRepositories } from "../database/repository-store.ts";
import type { Engine } from "./engine.ts";

type ListState = RepositoryList["state"];

/** Reads lists of repositories for the window, outside of any run, and tells each page as it is stored. */
export class RepositoryLists {
  readonly #database: ReadableDatabase;
  readonly #engine: Engine;
  readonly #emit: (event: AnyEvent) => void;
  readonly #onChange: (organizationId: OrganizationId) => void;
  /** Lists that are being read, or whose reading failed; all others stand as stored. */
  readonly #states = new Map<OrganizationId, ListState>();

  constructor(options: {
    database: ReadableDatabase;
    engine: Engine;
    emit: (event: AnyEvent) => void;
    /** What is stored of an organization's repositories has changed. */
    onChange: (organizationId: OrganizationId) => void;
  }) {
    this.#database = options.database;
    this.#engine = options.engine;
    this.#emit = options.emit;
    this.#onChange = options.onChange;
  }

  /** What is stored, and where the reading stands. */
  view(organizationId: OrganizationId): RepositoryList {
    return {
      organizationId,
      state: this.#stateOf(organizationId),
      hidden: readListState(this.#database, organizationId).hidden,
      repositories: listRepositories(this.#database, organizationId),
    };
  }

  /** Begins to read the list, or goes on after a failure; while it is being read, nothing changes. */
  load(organizationId: OrganizationId): void {
    if (this.#stateOf(organizationId).kind === "loading") return;
    this.#states.set(organizationId, { kind: "loading", pagesLoaded: 0, pagesTotal: null });
    void this.#read(organizationId);
  }

  async #read(organizationId: OrganizationId): Promise<void> {
    await this.#engine.checkHealth();
    const organization = readOrganization(this.#database, organizationId)!;
    const { apiUrl } = readAccount(this.#database, organization.accountId)!;
    const outcome = await this.#engine.supervisor.runOnce(
      {
        kind: "repositories",
        lease: null,
        runId: null,
        accountId: organization.accountId,
        apiUrl,
        organizationId,
        subjectId: organizationId,
        payload: {},
        attempt: 1,
        maxPages: Number.MAX_SAFE_INTEGER,
      },
      (report) => this.#takeReport(organizationId, report),
    );
    const before = this.#stateOf(organizationId);
    if (outcome.kind === "failed") {
      const pagesLoaded = before.kind === "loading" ? before.pagesLoaded : 0;
      this.#states.set(organizationId, { kind: "failed", failure: outcome.failure, pagesLoaded });
    } else this.#states.delete(organizationId);
    this.#tell(organizationId, []);
  }

  #takeReport(organizationId: OrganizationId, report: SliceReport): void {
    if (report.kind !== "repositories-listed") return;
    const { pagesLoaded, pagesTotal } = report;
    this.#states.set(organizationId, { kind: "loading", pagesLoaded, pagesTotal });
    this.#tell(organizationId, report.repositoryIds);
  }

  #tell(organizationId: OrganizationId, changed: Parameters<typeof readRepositories>[1]): void {
    const { state, hidden } = this.#header(organizationId);
    const payload = { organizationId, state, hidden, changed: readRepositories(this.#database, changed) };
    this.#emit({ name: "repositories.changed", payload });
    this.#onChange(organizationId);
  }

  #header(organizationId: OrganizationId): Pick<RepositoryList, "state" | "hidden"> {
    return {
      state: this.#stateOf(organizationId),
      hidden: readListState(this.#database, organizationId).hidden,
    };
  }

  #stateOf(organizationId: OrganizationId): ListState {
    const state = this.#states.get(organizationId);
    if (state) return state;
    const { listedAt } = readListState(this.#database, organizationId);
    return listedAt === null ? { kind: "not-loaded" } : { kind: "loaded", at: listedAt };
  }
}
