import type { AccountId, EpochMs, RunId } from "../../shared/ids.ts";
import { failureOf, type Failure } from "../../shared/failures.ts";
import type { LogEntry } from "../../shared/log-entry.ts";
import type { StallCause } from "../../shared/models.ts";
import { assertNever, type Result } from "../../shared/result.ts";
import type {
  Activity,
  Observation,
  RequestCost,
  Slice,
  SliceOutcome,
  SliceReport,
} from "../../shared/slices.ts";
import type { Clock } from "../ports.ts";
import type { Governor } from "./governor.ts";
import type { SliceHandle, SliceMessage, SlicePool } from "./slice-pool.ts";
import { watch, type SliceActivity, type WatchdogSettings, type WatchdogVerdict } from "./watchdog.ts";

/** What a slice at work needs of its surroundings. */
export interface SliceServices {
  pool: Pick<SlicePool, "run">;
  governor: Governor;
  clock: Clock;
  credentialOf(accountId: AccountId): Promise<Result<string>>;
  onReport(slice: Slice, report: SliceReport): void;
  onCost(accountId: AccountId, runId: RunId | null, points: number): void;
  log(entry: LogEntry): void;
}

/**
 * Main's end of one slice: answers what the worker asks, passes on what it tells, and watches how it gets on.
 * Permits that the worker can no longer give back are given back for it.
 */
export class SliceAtWork {
  readonly slice: Slice;
  /** The account's sign-in that held when it began. */
  readonly signIn: number;
  /** Resolves when the slice has ended, however it did. */
  readonly ended: Promise<SliceOutcome>;
  readonly #services: SliceServices;
  readonly #handle: SliceHandle;
  readonly #permits = new Map<number, RequestCost>();
  readonly #activity: SliceActivity;
  #verdict: WatchdogVerdict = { kind: "well" };
  #wasAborted = false;
  #hasEnded = false;
  /** Requests that the governor keeps waiting. */
  #permitsAwaited = 0;

  constructor(slice: Slice, services: SliceServices) {
    this.slice = slice;
    this.#services = services;
    const now = services.clock.now();
    this.signIn = services.governor.signInOf(slice.accountId);
    this.#activity = {
      progressAt: now,
      heardAt: now,
      awaitsPermit: false,
      requestSince: null,
      commitSince: null,
    };
    this.#handle = services.pool.run(slice, (message) => this.#hear(message));
    this.ended = this.#handle.outcome.then((outcome) => {
      this.#hasEnded = true;
      for (const cost of this.#permits.values()) services.governor.release(slice.accountId, cost);
      this.#permits.clear();
      return this.#verdict.kind === "stalled" && outcome.kind === "yield"
        ? { kind: "failed", failure: failureOfStall(this.#verdict.cause) }
        : outcome;
    });
  }

  get verdict(): WatchdogVerdict {
    return this.#verdict;
  }

  /** True once it was asked to end before its time. */
  get wasAborted(): boolean {
    return this.#wasAborted;
  }

  /** Asks the slice to end soon; it yields what it has committed. */
  abort(): void {
    this.#wasAborted = true;
    this.#handle.send({ kind: "abort" });
  }

  /** Judges the slice and, when it is past helping, ends it. Returns the verdict. */
  watch(settings: WatchdogSettings, now: EpochMs): WatchdogVerdict {
    this.#handle.send({ kind: "ping" });
    this.#verdict = watch(this.#activity, settings, now);
    if (this.#verdict.kind === "stalled") {
      if (this.#verdict.remedy === "abort") this.#handle.send({ kind: "abort" });
      if (this.#verdict.remedy === "terminate") this.#handle.terminate();
    }
    return this.#verdict;
  }

  /** The machine slept: the silence says nothing about the slice. */
  forgiveSilence(now: EpochMs): void {
    this.#activity.progressAt = now;
    this.#activity.heardAt = now;
  }

  #hear(message: SliceMessage): void {
    const { clock } = this.#services;
    this.#activity.heardAt = clock.now();
    switch (message.kind) {
      case "credential":
        void this.#giveCredential();
        return;
      case "permit":
        void this.#grant(message.permit, message.cost);
        return;
      case "settle":
        this.#settle(message.permit, message.observation);
        return;
      case "report":
        if (message.report.kind === "activity") this.#note(message.report.activity);
        else {
          this.#activity.progressAt = clock.now();
          this.#services.onReport(this.slice, message.report);
        }
        return;
      case "log":
        this.#services.log(message.entry);
        return;
      case "pong":
        return;
      default:
        assertNever(message);
    }
  }

  async #giveCredential(): Promise<void> {
    const token = await this.#services.credentialOf(this.slice.accountId);
    this.#handle.send({
      kind: "credential",
      token: token.ok ? token.value : null,
      failure: token.ok ? null : token.failure,
    });
  }

  async #grant(permit: number, cost: RequestCost): Promise<void> {
    const { governor, clock } = this.#services;
    this.#permitsAwaited += 1;
    this.#activity.awaitsPermit = true;
    try {
      await governor.acquire(this.slice.accountId, cost);
      // Nobody is left to make the request and to give the permit back.
      if (this.#hasEnded) return governor.release(this.slice.accountId, cost);
      this.#permits.set(permit, cost);
      this.#handle.send({ kind: "granted", permit });
    } catch (error) {
      this.#handle.send({ kind: "refused", permit, failure: failureOf(error) });
    } finally {
      this.#permitsAwaited -= 1;
      this.#activity.awaitsPermit = this.#permitsAwaited > 0;
      this.#activity.progressAt = clock.now();
    }
  }

  #settle(permit: number, observation: Observation): void {
    const cost = this.#permits.get(permit);
    if (!cost) return;
    this.#permits.delete(permit);
    const { accountId, runId } = this.slice;
    this.#services.governor.settle(accountId, cost, observation);
    const points = cost.resource === "graphql" ? (observation.cost ?? cost.points) : 0;
    this.#services.onCost(accountId, runId, points);
  }

  #note(activity: Activity): void {
    const now = this.#services.clock.now();
    switch (activity) {
      case "request-started":
        this.#activity.requestSince = now;
        break;
      case "request-ended":
        this.#activity.requestSince = null;
        break;
      case "commit-started":
        this.#activity.commitSince = now;
        break;
      case "commit-ended":
        this.#activity.commitSince = null;
        break;
      case "receiving":
        break;
      default:
        assertNever(activity);
    }
    this.#activity.progressAt = now;
  }
}

/** What a slice that had to be ended counts as, for the queue. */
function failureOfStall(cause: StallCause): Failure {
  return cause === "request-hung" ? { code: "network/timeout" } : { code: "worker/hung" };
}
