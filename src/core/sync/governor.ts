import type { AccountId, EpochMs } from "../../shared/ids.ts";
import { FailureError, retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { HourlyBudget } from "../../shared/models.ts";
import { RESOURCES, type Resource } from "../../shared/resources.ts";
import type { Observation, RequestCost } from "../../shared/slices.ts";
import type { Clock, Network } from "../ports.ts";
import {
  begin,
  decide,
  observe,
  openGovernor,
  release,
  shift,
  type GovernorState,
} from "./governor-policy.ts";

/** Why an account makes no requests of a kind for now. `open`: it may. */
export type Gate =
  | AccountGate
  | { kind: "rate-limit"; limit: "primary" | "secondary" | "pace"; until: EpochMs };

/** Why an account makes no requests at all for now. */
type AccountGate =
  | { kind: "open" }
  | { kind: "offline"; since: EpochMs; failure: Failure }
  | { kind: "sign-in"; failure: Failure };

/** While offline, one request goes out this often to find the network back. */
const PROBE_EVERY_MS = 3_000;
/** Node's timers take a time of more than 24 days for none, as a clock that is set back by months would make it. */
const LONGEST_TIMER_MS = 60 * 60_000;

interface Waiting {
  cost: RequestCost;
  grant: () => void;
  refuse: (failure: Failure) => void;
}

interface AccountState {
  policy: GovernorState;
  waiting: Waiting[];
  gate: AccountGate;
  /** Until when limits close the gate, as it was last told. */
  toldLimits: Record<Resource, EpochMs | null>;
  /** While offline: when the next request may try, and whether one is trying now. */
  probe: { nextAt: EpochMs; underWay: boolean };
  /** How often the person has signed in since the program began. */
  signIns: number;
  /** When GitHub last answered anything. */
  answeredAt: EpochMs;
  cancelTimer: (() => void) | null;
  /** Looks again when the limit that closes the gate ends. */
  cancelReopening: (() => void) | null;
}

/**
 * One budget per account and host, whatever the number of threads: every request asks here first. Short pauses keep
 * the asker waiting; a long one refuses it with the failure that says until when, so that its job goes back to the
 * queue and `gateOf` tells the dispatcher and the person.
 */
export class Governor {
  readonly #accounts = new Map<AccountId, AccountState>();
  readonly #clock: Clock;
  #reserve: number;
  readonly #onGateChange: (accountId: AccountId) => void;
  readonly #stopListening: () => void;

  constructor(options: {
    clock: Clock;
    network: Network;
    reserve: number;
    onGateChange: (accountId: AccountId) => void;
  }) {
    this.#clock = options.clock;
    this.#reserve = options.reserve;
    this.#onGateChange = options.onGateChange;
    const { network } = options;
    this.#stopListening = network.onChange(() => this.#noteNetwork(network.isOnline()));
  }

  /** Resolves when the request may begin; rejects with the failure that stands in the way. */
  acquire(accountId: AccountId, cost: RequestCost): Promise<void> {
    return new Promise((resolve, reject) => {
      const state = this.#stateOf(accountId);
      state.waiting.push({
        cost,
        grant: resolve,
        refuse: (failure) => reject(new FailureError(failure)),
      });
      this.#serve(accountId);
    });
  }

  /** Takes back a granted permit together with what the answer said. */
  settle(accountId: AccountId, cost: RequestCost, seen: Observation): void {
    const state = this.#stateOf(accountId);
    const now = this.#clock.now();
    state.policy = observe(state.policy, cost.resource, seen, now);
    if (seen.status !== null) state.answeredAt = now;
    if (state.gate.kind === "offline") {
      state.probe.underWay = false;
      if (seen.status !== null) this.#setGate(accountId, { kind: "open" });
    }
    this.#serve(accountId);
  }

  /** Takes back a permit whose request will never be answered, because its worker ended. */
  release(accountId: AccountId, cost: RequestCost): void {
    const state = this.#stateOf(accountId);
    state.policy = release(state.policy, cost.resource);
    state.probe.underWay = false;
    this.#serve(accountId);
  }

  /** The account's sign-in that holds now, for `note`. A number rather than a time: clocks are turned. */
  signInOf(accountId: AccountId): number {
    return this.#stateOf(accountId).signIns;
  }

  /**
   * A failure that concerns the whole account closes its gate; others are ignored. Work that was begun before the
   * person signed in says nothing about the token that they gave then.
   * @param signIn the one that held when the work was begun
   */
  note(accountId: AccountId, failure: Failure, signIn = this.signInOf(accountId)): void {
    const state = this.#stateOf(accountId);
    const now = this.#clock.now();
    switch (retryPolicyOf(failure)) {
      case "sign-in":
        if (signIn !== state.signIns) return;
        this.#setGate(accountId, { kind: "sign-in", failure });
        break;
      case "wait-network":
        state.probe = { nextAt: now + PROBE_EVERY_MS, underWay: false };
        if (state.gate.kind === "open") {
          this.#setGate(accountId, { kind: "offline", since: now, failure });
        } else if (state.gate.kind === "offline" && state.gate.failure.code !== failure.code) {
          // Something else is in the way by now, such as a hotel's sign-in page after no network at all.
          state.gate = { ...state.gate, failure };
          this.#onGateChange(accountId);
        }
        break;
      default:
        return;
    }
    this.#serve(accountId);
  }

  /** The person signed in again: the old refusals say nothing about the new token. */
  reopen(accountId: AccountId): void {
    const state = this.#stateOf(accountId);
    state.policy = { ...state.policy, closed: { rest: null, graphql: null } };
    state.signIns += 1;
    this.#setGate(accountId, { kind: "open" });
    this.#serve(accountId);
  }

  /** The clock was turned by this much without so much time passing: what lies ahead stays as far ahead. */
  clockTurned(byMs: number): void {
    for (const [accountId, state] of this.#accounts) {
      state.policy = shift(state.policy, byMs);
      state.probe.nextAt += byMs;
      state.answeredAt += byMs;
      this.#serve(accountId);
    }
  }

  /** Why the account makes no requests of this kind for now. */
  gateOf(accountId: AccountId, resource: Resource): Gate {
    const state = this.#accounts.get(accountId);
    if (!state) return { kind: "open" };
    return state.gate.kind === "open" ? this.#limitOf(state, resource) : state.gate;
  }

  /** Why the account makes no requests at all for now, limits apart. */
  accountGateOf(accountId: AccountId): AccountGate {
    return this.#accounts.get(accountId)?.gate ?? { kind: "open" };
  }

  /** When GitHub last answered the account anything: then the network was there. 0 if never. */
  answeredAt(accountId: AccountId): EpochMs {
    return this.#accounts.get(accountId)?.answeredAt ?? 0;
  }

  /**
   * Whether jobs of the account that ask in this way may be leased now: the gate is open, or it is time to see whether
   * the network is back.
   */
  mayTry(accountId: AccountId, resource: Resource): boolean {
    const gate = this.gateOf(accountId, resource);
    if (gate.kind === "open") return true;
    if (gate.kind !== "offline") return false;
    const { probe } = this.#stateOf(accountId);
    return !probe.underWay && this.#clock.now() >= probe.nextAt;
  }

  /** Points left in the hour, as the last answer said; null where the host has no limits. */
  pointsRemaining(accountId: AccountId): number | null {
    return this.#accounts.get(accountId)?.policy.budgets.graphql?.remaining ?? null;
  }

  /** The points of the hour, which nearly all of the work is paid with; null where the host has no limits. */
  hourlyBudget(accountId: AccountId): HourlyBudget | null {
    const policy = this.#accounts.get(accountId)?.policy;
    const budget = policy?.budgets.graphql;
    return policy && budget ? { ...budget, reserved: Math.floor(budget.limit * policy.reserve) } : null;
  }

  /** How many requests may be under way at once. */
  atOnce(accountId: AccountId): number {
    return this.#stateOf(accountId).policy.atOnce;
  }

  /** Leaves this share of the hourly budget to the person's other tools from now on. */
  setReserve(reserve: number): void {
    this.#reserve = reserve;
    for (const [accountId, state] of this.#accounts) {
      state.policy = { ...state.policy, reserve };
      this.#serve(accountId);
    }
  }

  close(): void {
    this.#stopListening();
    for (const state of this.#accounts.values()) {
      state.cancelTimer?.();
      state.cancelReopening?.();
    }
  }

  /** Whether GitHub's limits let the account's work of this kind go on. */
  #limitOf({ policy }: AccountState, resource: Resource): Gate {
    const decision = decide(policy, { resource, points: 1 }, this.#clock.now());
    return decision.kind === "closed"
      ? { kind: "rate-limit", limit: decision.limit, until: decision.until }
      : { kind: "open" };
  }

  /** Tells when a limit closes the gate or lets it open, whether or not anybody asks just then. */
  #watchLimit(accountId: AccountId): void {
    const state = this.#stateOf(accountId);
    state.cancelReopening?.();
    state.cancelReopening = null;
    const limits = { rest: this.#untilOf(state, "rest"), graphql: this.#untilOf(state, "graphql") };
    const isNews = RESOURCES.some((resource) => limits[resource] !== state.toldLimits[resource]);
    state.toldLimits = limits;
    if (isNews) this.#onGateChange(accountId);
    const next = Math.min(limits.rest ?? Infinity, limits.graphql ?? Infinity);
    if (next === Infinity) return;
    const waitMs = Math.min(next - this.#clock.now(), LONGEST_TIMER_MS);
    state.cancelReopening = this.#clock.after(waitMs, () => this.#watchLimit(accountId));
  }

  #untilOf(state: AccountState, resource: Resource): EpochMs | null {
    const gate = this.#limitOf(state, resource);
    return gate.kind === "rate-limit" ? gate.until : null;
  }

  #stateOf(accountId: AccountId): AccountState {
    let state = this.#accounts.get(accountId);
    if (!state) {
      state = {
        policy: openGovernor(this.#reserve),
        waiting: [],
        gate: { kind: "open" },
        toldLimits: { rest: null, graphql: null },
        probe: { nextAt: 0, underWay: false },
        signIns: 0,
        answeredAt: 0,
        cancelTimer: null,
        cancelReopening: null,
      };
      this.#accounts.set(accountId, state);
    }
    return state;
  }

  #setGate(accountId: AccountId, gate: AccountGate): void {
    const state = this.#stateOf(accountId);
    if (state.gate.kind === gate.kind) return;
    state.gate = gate;
    this.#onGateChange(accountId);
  }

  #serve(accountId: AccountId): void {
    this.#grantInOrder(accountId);
    this.#watchLimit(accountId);
  }

  /** Grants what may begin now, in the order of asking. */
  #grantInOrder(accountId: AccountId): void {
    const state = this.#stateOf(accountId);
    state.cancelTimer?.();
    state.cancelTimer = null;
    while (state.waiting.length > 0) {
      const next = state.waiting[0]!;
      const now = this.#clock.now();
      const refusal = this.#refusalOf(state, now);
      if (refusal) {
        state.waiting.shift();
        next.refuse(refusal);
        continue;
      }
      const decision = decide(state.policy, next.cost, now);
      switch (decision.kind) {
        case "grant":
          state.waiting.shift();
          state.policy = begin(state.policy, next.cost, now);
          if (state.gate.kind === "offline") state.probe.underWay = true;
          next.grant();
          break;
        case "closed":
          state.waiting.shift();
          next.refuse({ code: `rate-limit/${decision.limit}`, until: decision.until });
          break;
        case "wait-until":
          state.cancelTimer = this.#clock.after(Math.max(10, decision.at - now), () =>
            this.#serve(accountId),
          );
          return;
        case "wait-for-answer":
          return;
      }
    }
  }

  /** Why nobody of this account may ask now; limits are the policy's own matter. */
  #refusalOf(state: AccountState, now: EpochMs): Failure | null {
    switch (state.gate.kind) {
      case "sign-in":
        return state.gate.failure;
      case "offline":
        return state.probe.underWay || now < state.probe.nextAt ? state.gate.failure : null;
      case "open":
        return null;
    }
  }

  /** That there is no network is believed: nobody need wait for a request to find out. That there is one is tried. */
  #noteNetwork(isOnline: boolean): void {
    if (isOnline) return this.#tryAllNow();
    const failure: Failure = { code: "network/offline", detail: "This computer has no network." };
    for (const accountId of this.#accounts.keys()) this.note(accountId, failure);
  }

  #tryAllNow(): void {
    for (const [accountId, state] of this.#accounts) {
      state.probe.nextAt = 0;
      this.#onGateChange(accountId);
    }
  }
}
