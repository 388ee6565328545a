import type { AnyEvent, SyncView } from "../../shared/contract.ts";
import type { EpochMs, OrganizationId, RepositoryId, RunId } from "../../shared/ids.ts";
import type { RepositoryProgress } from "../../shared/models.ts";
import type { ReadableDatabase } from "../database/connection.ts";
import { countMembers } from "../database/member-store.ts";
import { listOrganizationJobs, readRunFacts } from "../database/run-facts.ts";
import { readRun, type StoredRun } from "../database/run-store.ts";
import type { Clock } from "../ports.ts";
import { viewRepository, viewRun, type LiveFacts } from "./run-view.ts";

/** At most this often does a run tell what changed, but for its first rows and its end: with what else is told, fewer
 * than ten events a second reach the window. */
const EVERY_MS = 125;
const INSIGHTS_EVERY_MS = 1_000;
const RATE_OVER_MS = 10_000;

interface FollowedRun {
  rows: Map<RepositoryId, RepositoryProgress>;
  changed: Set<RepositoryId>;
  /** What all rows show has changed: a pause, a gate, an end. */
  isAllChanged: boolean;
  /** Committed pull requests, for the rate. */
  committed: { at: EpochMs; rows: number }[];
}

/** Turns changes of the truth into events: coalesced, and only what changed. */
export class RunFeed {
  readonly #database: ReadableDatabase;
  readonly #clock: Clock;
  readonly #liveOf: (run: StoredRun) => Omit<LiveFacts, "rowsPerSecond">;
  readonly #emit: (event: AnyEvent) => void;
  readonly #runs = new Map<RunId, FollowedRun>();
  #cancelFlush: (() => void) | null = null;
  #flushedAt: EpochMs = 0;
  #insightsAt: EpochMs = 0;
  /** Whose insights are to be told as changed. */
  readonly #insightsOf = new Set<OrganizationId>();
  #cancelInsights: (() => void) | null = null;

  constructor(options: {
    database: ReadableDatabase;
    clock: Clock;
    liveOf: (run: StoredRun) => Omit<LiveFacts, "rowsPerSecond">;
    emit: (event: AnyEvent) => void;
  }) {
    this.#database = options.database;
    this.#clock = options.clock;
    this.#liveOf = options.liveOf;
    this.#emit = options.emit;
  }

  /** A repository of the run, or with null the run as a whole, may look different now. Its end is told at once. */
  touch(runId: RunId, repositoryId: RepositoryId | null): void {
    const followed = this.#follow(runId);
    if (repositoryId !== null) followed.changed.add(repositoryId);
    const hasEnded = repositoryId === null && readRun(this.#database, runId)?.outcome;
    if (hasEnded) this.tellNow(runId);
    else this.#schedule();
  }

  /** Tells at once what has changed: a moment that people wait for. */
  tellNow(runId: RunId): void {
    this.#flush(runId, this.#follow(runId));
  }

  /** Everything about the run may look different: it was paused, cancelled, held up or let go on. */
  touchAll(runId: RunId): void {
    this.#follow(runId).isAllChanged = true;
    this.#schedule();
  }

  noteCommitted(runId: RunId, rows: number): void {
    if (rows > 0) this.#follow(runId).committed.push({ at: this.#clock.now(), rows });
  }

  /** Rows or verdicts of an organization may have changed that insights rest on; with a run, its changes tell it. */
  touchInsights(organizationId: OrganizationId): void {
    this.#insightsOf.add(organizationId);
    if (this.#cancelInsights) return;
    const waitMs = this.#restOf(INSIGHTS_EVERY_MS, this.#insightsAt);
    this.#cancelInsights = this.#clock.after(waitMs, () => {
      this.#cancelInsights = null;
      this.#insightsAt = this.#clock.now();
      const changed = [...this.#insightsOf];
      this.#insightsOf.clear();
      for (const id of changed) this.#emit({ name: "insights.changed", payload: { organizationId: id } });
    });
  }

  /** The whole of a run as it is now. */
  view(run: StoredRun): SyncView {
    const now = this.#clock.now();
    const live = this.#live(run);
    const repositories = readRunFacts(this.#database, run.id).map((facts) =>
      viewRepository(facts, run, live, now),
    );
    return { run: this.#viewRun(run, repositories, live), repositories };
  }

  close(): void {
    this.#cancelFlush?.();
    this.#cancelInsights?.();
  }

  #follow(runId: RunId): FollowedRun {
    let followed = this.#runs.get(runId);
    if (!followed) {
      followed = { rows: new Map(), changed: new Set(), isAllChanged: true, committed: [] };
      this.#runs.set(runId, followed);
    }
    return followed;
  }

  #schedule(): void {
    if (this.#cancelFlush) return;
    // What comes after a pause is told at once.
    const waitMs = this.#restOf(EVERY_MS, this.#flushedAt);
    this.#cancelFlush = this.#clock.after(waitMs, () => {
      this.#cancelFlush = null;
      this.#flushedAt = this.#clock.now();
      for (const [runId, followed] of this.#runs) this.#flush(runId, followed);
    });
  }

  /** What is left of a pause that began then; never more than all of it, should the clock have been turned back. */
  #restOf(pauseMs: number, since: EpochMs): number {
    return Math.min(pauseMs, Math.max(0, since + pauseMs - this.#clock.now()));
  }

  #flush(runId: RunId, followed: FollowedRun): void {
    const run = readRun(this.#database, runId);
    if (!run) return;
    const now = this.#clock.now();
    const live = this.#live(run);
    const isEnded = run.outcome !== null;
    const ids = followed.isAllChanged || isEnded ? undefined : [...followed.changed];
    followed.changed.clear();
    followed.isAllChanged = false;
    const facts = ids?.length === 0 ? [] : readRunFacts(this.#database, runId, ids);
    const changed = facts.map((it) => viewRepository(it, run, live, now));
    for (const row of changed) followed.rows.set(row.repositoryId, row);
    const payload = { run: this.#viewRun(run, followed.rows.values(), live), changed };
    if (isEnded) this.#runs.delete(runId);
    this.#emit({ name: "run.changed", payload });
    // A verdict without new rows changes what insights rest on, too.
    this.touchInsights(run.organizationId);
  }

  #live(run: StoredRun): LiveFacts {
    return { ...this.#liveOf(run), rowsPerSecond: this.#rateOf(run.id) };
  }

  #rateOf(runId: RunId): number | null {
    const followed = this.#runs.get(runId);
    if (!followed) return null;
    const now = this.#clock.now();
    followed.committed = followed.committed.filter(({ at }) => at > now - RATE_OVER_MS);
    const first = followed.committed[0];
    if (!first) return null;
    const rows = followed.committed.reduce((sum, it) => sum + it.rows, 0);
    return rows / Math.max(1, (now - first.at) / 1_000);
  }

  #viewRun(run: StoredRun, rows: Iterable<RepositoryProgress>, live: LiveFacts): SyncView["run"] {
    const jobs = listOrganizationJobs(this.#database, run.id);
    const members = { count: countMembers(this.#database, run.organizationId) };
    return viewRun(run, rows, jobs, members, live, this.#clock.now());
  }
}
