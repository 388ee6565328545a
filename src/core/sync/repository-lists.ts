import type { AnyEvent, RepositoryList } from "../../shared/contract.ts";
import type { OrganizationId, RepositoryId } from "../../shared/ids.ts";
import type { Repository } from "../../shared/models.ts";
import type { SliceReport } from "../../shared/slices.ts";
import { readAccount, readListState, readOrganization } from "../database/account-store.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { listRepositories, readRepositories } from "../database/repository-store.ts";
import type { Clock } from "../ports.ts";
import type { Engine } from "./engine.ts";

type ListState = RepositoryList["state"];

/** So often is told what a sync changes in the lists. */
const EVERY_MS = 2_000;

/**
 * Reads lists of repositories for the window, outside of any run, and tells each page as it is stored; and what syncs,
 * which list, count and rename, change in them.
 */
export class RepositoryLists {
  readonly #database: ReadableDatabase;
  readonly #engine: Engine;
  readonly #emit: (event: AnyEvent) => void;
  readonly #onChange: (organizationId: OrganizationId) => void;
  /** Lists that are being read, or whose reading failed; all others stand as stored. */
  readonly #states = new Map<OrganizationId, ListState>();
  readonly #clock: Clock;
  /** Changed by a sync, and not told yet. */
  readonly #touched = new Set<RepositoryId>();
  #cancelTelling: (() => void) | null = null;
  /** Lists that somebody has asked for. */
  readonly #viewed = new Set<OrganizationId>();

  constructor(options: {
    database: ReadableDatabase;
    engine: Engine;
    clock: Clock;
    emit: (event: AnyEvent) => void;
    /** What is stored of an organization's repositories has changed. */
    onChange: (organizationId: OrganizationId) => void;
  }) {
    this.#database = options.database;
    this.#engine = options.engine;
    this.#clock = options.clock;
    this.#emit = options.emit;
    this.#onChange = options.onChange;
  }

  /** What is stored, and where the reading stands. */
  view(organizationId: OrganizationId): RepositoryList {
    this.#viewed.add(organizationId);
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

  /** A sync may have changed what the list says of a repository. */
  touch(repositoryId: RepositoryId): void {
    this.#touched.add(repositoryId);
    this.#cancelTelling ??= this.#clock.after(EVERY_MS, () => {
      this.#cancelTelling = null;
      const changed = Map.groupBy(
        readRepositories(this.#database, [...this.#touched]),
        (repository) => repository.organizationId,
      );
      this.#touched.clear();
      for (const [id, repositories] of changed) this.#emitChanged(id, repositories);
    });
  }

  /** Whether a list is being read, which this process's own threads store. */
  get isReading(): boolean {
    return [...this.#states.values()].some(({ kind }) => kind === "loading");
  }

  /** Tells every list that somebody has asked for: another process may have changed anything in it. */
  tellAll(): void {
    for (const id of this.#viewed) this.#emitChanged(id, listRepositories(this.#database, id));
  }

  close(): void {
    this.#cancelTelling?.();
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

  #tell(organizationId: OrganizationId, changed: readonly RepositoryId[]): void {
    this.#emitChanged(organizationId, readRepositories(this.#database, changed));
    this.#onChange(organizationId);
  }

  #emitChanged(organizationId: OrganizationId, changed: Repository[]): void {
    const payload = { organizationId, ...this.#header(organizationId), changed };
    this.#emit({ name: "repositories.changed", payload });
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
