import type { DeviceFlow, DeviceFlowStage, DeviceFlowWish, SignIn } from "../../shared/device-flow.ts";
import { failureOf, retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import type { Account } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { decideAfterPoll, waitOn, type PollDecision } from "../github/device-flow.ts";
import {
  pollForToken,
  requestDeviceCode,
  type DeviceFlowPlace,
  type DeviceGrant,
} from "../github/device-flow-requests.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../ports.ts";
import { webUrlOf } from "./host-address.ts";

export interface DeviceSignInOptions {
  clock: Clock;
  log: Log;
  /** The client id that the environment names; it counts before the one in the settings. */
  clientIdOfEnvironment: string | null;
  /** Checks the token with GitHub and keeps it. May throw a `FailureError`. */
  signIn(wish: DeviceFlowWish, token: string): Promise<Result<{ account: Account }>>;
  onChange(state: SignIn): void;
}

/** One sign-in, until it ends or another takes its place. */
interface Attempt {
  wish: DeviceFlowWish;
  place: DeviceFlowPlace;
  signal: AbortSignal;
}

/** Between two tries to check a token that GitHub has given: it gives it only once, so it must not be lost. */
const CONFIRM_AGAIN_MS = 5_000;

/**
 * Signs a person in through OAuth's device flow. There is one sign-in at a time; a new one takes the place of the old.
 * How it stands is told by `onChange` and by `state`, so that every window and terminal shows the same.
 */
export class DeviceSignIn {
  readonly #options: DeviceSignInOptions;
  #clientIdOfSettings: string | null = null;
  #flow: DeviceFlow | null = null;
  #controller = new AbortController();

  constructor(options: DeviceSignInOptions) {
    this.#options = options;
  }

  get state(): SignIn {
    const fromEnvironment = this.#options.clientIdOfEnvironment !== null;
    const fromSettings = this.#clientIdOfSettings !== null;
    return {
      clientIdFrom: fromEnvironment ? "environment" : fromSettings ? "settings" : null,
      deviceFlow: this.#flow,
    };
  }

  /** Takes the client id of the settings; "" means none. A sign-in under way goes on with its own. */
  useSetting(clientId: string): void {
    const next = clientId === "" ? null : clientId;
    if (next === this.#clientIdOfSettings) return;
    this.#clientIdOfSettings = next;
    this.#options.onChange(this.state);
  }

  /** Asks GitHub for a code and answers with it; from then on asks by itself whether the person has entered it. */
  async start(wish: DeviceFlowWish): Promise<Result<DeviceFlow>> {
    const clientId = this.#options.clientIdOfEnvironment ?? this.#clientIdOfSettings;
    if (clientId === null) return failed({ code: "auth/client-id-missing" });
    this.#controller.abort();
    const controller = new AbortController();
    this.#controller = controller;
    const { signal } = controller;
    const { clock } = this.#options;
    const attempt = { wish, signal, place: { webUrl: webUrlOf(wish), clientId, clock, signal } };
    this.#show(attempt, { kind: "asking-for-code" });
    try {
      const grant = await requestDeviceCode(attempt.place);
      const now = clock.now();
      const first = waitOn({ intervalMs: grant.intervalMs, expiresAt: now + grant.lifetimeMs }, null, now);
      this.#showWait(attempt, grant, first);
      this.#poll(attempt, grant, first).catch((thrown: unknown) => this.#fail(attempt, failureOf(thrown)));
    } catch (thrown) {
      this.#fail(attempt, failureOf(thrown));
    }
    if (signal.aborted || this.#flow === null)
      return failed({ code: "usage/not-allowed-now", detail: "The sign-in was cancelled." });
    return this.#flow.kind === "failed" ? failed(this.#flow.failure) : ok(this.#flow);
  }

  /** Ends the sign-in under way, or puts away how the last one ended. */
  cancel(): void {
    this.#controller.abort();
    if (this.#flow === null) return;
    this.#flow = null;
    this.#options.onChange(this.state);
  }

  /** Ends everything without telling anybody. */
  close(): void {
    this.#controller.abort();
  }

  async #poll(attempt: Attempt, grant: DeviceGrant, first: PollDecision): Promise<void> {
    const { clock } = this.#options;
    let decision = first;
    while (decision.kind === "wait") {
      const { delayMs, polling } = decision;
      await this.#wait(delayMs, attempt.signal);
      if (attempt.signal.aborted) return;
      const hasExpired = clock.now() >= polling.expiresAt;
      decision = hasExpired
        ? waitOn(polling, null, clock.now())
        : decideAfterPoll(polling, await pollForToken(attempt.place, grant.deviceCode), clock.now());
      this.#showWait(attempt, grant, decision);
    }
    if (decision.kind === "give-up") return this.#fail(attempt, decision.failure);
    await this.#confirm(attempt, decision.token, clock.now() + grant.lifetimeMs);
  }

  /** Signs in with the token; while the network or GitHub is in the way, tries again until the deadline. */
  async #confirm(attempt: Attempt, token: string, deadline: EpochMs): Promise<void> {
    const { clock, signIn } = this.#options;
    this.#show(attempt, { kind: "confirming", trouble: null });
    while (!attempt.signal.aborted) {
      const answer = await signIn(attempt.wish, token).catch((thrown: unknown) => failed(failureOf(thrown)));
      if (answer.ok) return this.#show(attempt, { kind: "signed-in", accountId: answer.value.account.id });
      const { failure } = answer;
      if (!willPass(failure) || clock.now() >= deadline) return this.#fail(attempt, failure);
      this.#show(attempt, { kind: "confirming", trouble: failure });
      await this.#wait(CONFIRM_AGAIN_MS, attempt.signal);
    }
  }

  #showWait(attempt: Attempt, { userCode, verificationUri }: DeviceGrant, decision: PollDecision): void {
    if (decision.kind !== "wait") return;
    const { polling, trouble } = decision;
    this.#show(attempt, { kind: "waiting", userCode, verificationUri, ...polling, trouble });
  }

  #fail(attempt: Attempt, failure: Failure): void {
    if (attempt.signal.aborted) return;
    this.#show(attempt, { kind: "failed", failure });
    const { log, clock } = this.#options;
    log.write({
      at: clock.now(),
      level: "warn",
      event: "sign-in.failed",
      message: `The sign-in on ${attempt.wish.host} through GitHub's page did not succeed.`,
      code: failure.code,
      data: { detail: failure.detail ?? null },
    });
  }

  #show({ wish, signal }: Attempt, stage: DeviceFlowStage): void {
    if (signal.aborted) return;
    this.#flow = { ...wish, ...stage };
    this.#options.onChange(this.state);
  }

  #wait(delayMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#options.clock.after(delayMs, resolve);
    const end = (): void => {
      cancel();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
    return promise.finally(() => signal.removeEventListener("abort", end));
  }
}

/** Whether waiting helps, so that the same can be tried again. */
function willPass(failure: Failure): boolean {
  const policy = retryPolicyOf(failure);
  return (
    policy === "retry" || policy === "wait-network" || policy === "wait-limit" || policy === "wait-storage"
  );
}
