import type { DeviceFlow, SignIn } from "../../shared/device-flow.ts";
import { failureOf, retryPolicyOf, type Failure } from "../../shared/failures.ts";
import type { EpochMs } from "../../shared/ids.ts";
import type { Account, TokenStorage } from "../../shared/models.ts";
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
import { webUrlOf, type HostAddress } from "./host-address.ts";

export interface DeviceSignInOptions {
  clock: Clock;
  log: Log;
  /** The client id that the environment names; it counts before the one in the settings. */
  clientIdOfEnvironment: string | null;
  /** Checks the token with GitHub and keeps it. May throw a `FailureError`. */
  signIn(address: HostAddress, token: string, storage: TokenStorage): Promise<Result<{ account: Account }>>;
  onChange(state: SignIn): void;
}

/** Where the person wants to sign in, and where the token shall be kept. */
interface Wish {
  address: HostAddress;
  storage: TokenStorage;
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
  #attempt = new AbortController();

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
  async start(wish: Wish): Promise<Result<DeviceFlow>> {
    const clientId = this.#options.clientIdOfEnvironment ?? this.#clientIdOfSettings;
    if (clientId === null) return failed({ code: "auth/client-id-missing" });
    this.#attempt.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const { host } = wish.address;
    this.#show(attempt, { host, kind: "asking-for-code" });
    const place = { webUrl: webUrlOf(wish.address), clientId, signal: attempt.signal };
    try {
      const grant = await requestDeviceCode(place);
      const now = this.#options.clock.now();
      const polling = { intervalMs: grant.intervalMs, expiresAt: now + grant.lifetimeMs };
      const decision = waitOn(polling, null, now);
      this.#showDecision(attempt, host, grant, decision);
      this.#poll(attempt, place, grant, decision, wish).catch((thrown: unknown) =>
        this.#fail(attempt, host, failureOf(thrown)),
      );
    } catch (thrown) {
      this.#fail(attempt, host, failureOf(thrown));
    }
    return this.#answer(attempt);
  }

  /** Ends the sign-in under way, or puts away how the last one ended. */
  cancel(): void {
    this.#attempt.abort();
    if (this.#flow === null) return;
    this.#flow = null;
    this.#options.onChange(this.state);
  }

  /** Ends everything without telling anybody. */
  close(): void {
    this.#attempt.abort();
  }

  #answer(attempt: AbortController): Result<DeviceFlow> {
    if (attempt.signal.aborted || this.#flow === null)
      return failed({ code: "usage/not-allowed-now", detail: "The sign-in was cancelled." });
    return this.#flow.kind === "failed" ? failed(this.#flow.failure) : ok(this.#flow);
  }

  async #poll(
    attempt: AbortController,
    place: DeviceFlowPlace,
    grant: DeviceGrant,
    first: PollDecision,
    wish: Wish,
  ): Promise<void> {
    const { clock } = this.#options;
    let decision = first;
    while (decision.kind === "wait") {
      await this.#wait(decision.delayMs, attempt.signal);
      if (attempt.signal.aborted) return;
      const { polling } = decision;
      if (clock.now() >= polling.expiresAt) decision = waitOn(polling, null, clock.now());
      else {
        const answer = await pollForToken(place, grant.deviceCode);
        decision = decideAfterPoll(polling, answer, clock.now());
        this.#showDecision(attempt, wish.address.host, grant, decision);
      }
    }
    if (decision.kind === "give-up") return this.#fail(attempt, wish.address.host, decision.failure);
    const deadline = clock.now() + grant.lifetimeMs;
    await this.#confirm(attempt, wish, decision.token, deadline);
  }

  /** Signs in with the token; while the network or GitHub is in the way, tries again. */
  async #confirm(attempt: AbortController, wish: Wish, token: string, deadline: EpochMs): Promise<void> {
    const { clock, signIn } = this.#options;
    const { address, storage } = wish;
    const { host } = address;
    let trouble: Failure | null = null;
    while (!attempt.signal.aborted) {
      this.#show(attempt, { host, kind: "confirming", trouble });
      const answer = await signIn(address, token, storage).catch((thrown: unknown) =>
        failed(failureOf(thrown)),
      );
      if (answer.ok) {
        this.#show(attempt, { host, kind: "signed-in", accountId: answer.value.account.id });
        return;
      }
      trouble = answer.failure;
      if (!willPass(trouble) || clock.now() >= deadline) return this.#fail(attempt, host, trouble);
      this.#show(attempt, { host, kind: "confirming", trouble });
      await this.#wait(CONFIRM_AGAIN_MS, attempt.signal);
    }
  }

  #showDecision(attempt: AbortController, host: string, grant: DeviceGrant, decision: PollDecision): void {
    if (decision.kind !== "wait") return;
    const { userCode, verificationUri } = grant;
    const { polling, trouble } = decision;
    this.#show(attempt, { host, kind: "waiting", userCode, verificationUri, ...polling, trouble });
  }

  #fail(attempt: AbortController, host: string, failure: Failure): void {
    if (attempt.signal.aborted) return;
    this.#show(attempt, { host, kind: "failed", failure });
    const { log, clock } = this.#options;
    log.write({
      at: clock.now(),
      level: "warn",
      event: "sign-in.failed",
      message: `The sign-in on ${host} through GitHub's page did not succeed.`,
      code: failure.code,
      data: { detail: failure.detail ?? null },
    });
  }

  #show(attempt: AbortController, flow: DeviceFlow): void {
    if (attempt.signal.aborted) return;
    this.#flow = flow;
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
