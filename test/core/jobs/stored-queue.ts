import type { AccountId, JobId, RunId } from "../../../src/shared/ids.ts";
import type { Failure } from "../../../src/shared/failures.ts";
import { RESOURCES, type Resource } from "../../../src/shared/resources.ts";
import { FRESH_CHECKPOINT, saveCheckpoint } from "../../../src/core/database/checkpoint-store.ts";
import type { WritableDatabase } from "../../../src/core/database/connection.ts";
import { commitFenced } from "../../../src/core/database/fenced-commit.ts";
import { createRun } from "../../../src/core/database/run-store.ts";
import {
  enqueue,
  fail,
  leaseJobs,
  PRIORITY,
  type AfterFailure,
  type Lease,
  type LeasedJob,
  type NewJob,
} from "../../../src/core/jobs/job-queue.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { StoredOrganization } from "../insights/stored-organization.ts";

export type JobState = "ready" | "leased" | "done" | "dead" | "cancelled";

export interface StoredJob {
  id: JobId;
  runId: RunId;
  subjectId: number;
  state: JobState;
  priority: number;
  runAt: number;
  attempt: number;
  fence: number;
  owner: string | null;
  leaseUntil: number | null;
  failure: Failure | null;
}

const SELECT_JOBS = `SELECT id, run_id AS runId, subject_id AS subjectId, state, priority, run_at_ms AS runAt, attempt,
  fence, lease_owner AS owner, lease_until_ms AS leaseUntil, failure FROM jobs`;

/** The queue in a real database file, with a run to put jobs into and a clock that stands still. */
export class StoredQueue {
  readonly organization = new StoredOrganization();
  readonly clock = new FakeClock();
  readonly database: WritableDatabase = this.organization.database;
  readonly accountId = 1 as AccountId;
  readonly runId = this.addRun();

  addRun(accountId = this.accountId): RunId {
    const organizationId = this.organization.id;
    return createRun(this.database, { accountId, organizationId, choice: { kind: "all" } }, this.clock.now());
  }

  /** Adds a job about one repository; the same subject is the same job. */
  enqueue(subjectId: number, more: Partial<NewJob> = {}): void {
    const job: NewJob = {
      runId: this.runId,
      kind: "pull_requests",
      subjectId,
      payload: {},
      priority: PRIORITY.history,
      ...more,
    };
    enqueue(this.database, job, this.clock.now());
  }

  lease(
    options: { limit?: number; owner?: string; accountId?: AccountId; resources?: readonly Resource[] } = {},
  ): LeasedJob[] {
    const {
      limit = 100,
      owner = "this process",
      accountId = this.accountId,
      resources = RESOURCES,
    } = options;
    return leaseJobs(this.database, { owner, accountId, resources, limit, now: this.clock.now() });
  }

  /** Leases the one job that is due. */
  leaseOnly(): LeasedJob {
    const [job, ...others] = this.lease();
    if (!job || others.length > 0)
      throw new Error(`${others.length + Number(job !== undefined)} jobs are due`);
    return job;
  }

  fail(lease: Lease, failure: Failure, random = 1): AfterFailure {
    return fail(this.database, lease, failure, this.clock.now(), random);
  }

  /** Commits a page under a lease, as a worker does on its own connection. */
  commitPage(lease: Lease, connection = this.database): void {
    commitFenced(connection, lease, () =>
      saveCheckpoint(connection, "pull_requests", 1, FRESH_CHECKPOINT, lease, this.clock.now()),
    );
  }

  jobs(): StoredJob[] {
    return this.database
      .prepare<[], Omit<StoredJob, "failure"> & { failure: string | null }>(`${SELECT_JOBS} ORDER BY id`)
      .all()
      .map((row) => ({
        ...row,
        failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
      }));
  }

  /** The one job about this subject. */
  jobAbout(subjectId: number): StoredJob {
    const [job, ...others] = this.jobs().filter((it) => it.subjectId === subjectId);
    if (!job || others.length > 0) throw new Error("there is not just one such job");
    return job;
  }

  /** The one job there is. */
  job(): StoredJob {
    const [job, ...others] = this.jobs();
    if (!job || others.length > 0) throw new Error("there is not just one job");
    return job;
  }

  remove(): void {
    this.organization.remove();
  }
}
