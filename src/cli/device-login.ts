import type { Core } from "../core/core.ts";
import { assertNever, failed, ok, type Result } from "../shared/result.ts";
import type { DeviceFlow } from "../shared/device-flow.ts";
import type { Failure } from "../shared/failures.ts";
import type { Account } from "../shared/models.ts";
import { addressOf } from "./connect.ts";
import type { HostChoice } from "./connection-options.ts";
import { styled } from "./output/line.ts";
import type { Output } from "./output/output.ts";
import { formatDuration, formatTimeOfDay } from "./render/format.ts";

/**
 * Signs in on GitHub's own page (OAuth's device flow): shows the code and where to enter it, and waits for the person.
 * Closing the core ends it.
 */
export async function signInWithCode(
  core: Core,
  place: HostChoice,
  output: Output,
): Promise<Result<Account>> {
  const ended = Promise.withResolvers<Result<DeviceFlow & { kind: "signed-in" }>>();
  const teller = new DeviceFlowTeller(output);
  const stopListening = core.subscribe((event) => {
    const flow = event.name === "sign-in.changed" ? event.payload.signIn.deviceFlow : null;
    if (flow === null) return;
    teller.tell(flow);
    if (flow.kind === "signed-in") ended.resolve(ok(flow));
    if (flow.kind === "failed") ended.resolve(failed(flow.failure));
  });
  try {
    const started = await core.call("account.startDeviceFlow", { ...addressOf(place), storage: "keychain" });
    if (!started.ok) return started;
    const end = await ended.promise;
    if (!end.ok) return end;
    const accounts = await core.call("account.list", {});
    if (!accounts.ok) return accounts;
    const account = accounts.value.find(({ id }) => id === end.value.accountId);
    return account ? ok(account) : failed({ code: "auth/token-missing" });
  } finally {
    stopListening();
  }
}

/** Tells each turn of a sign-in once: in lines for people, and as events for scripts. Never the device code. */
class DeviceFlowTeller {
  readonly #output: Output;
  #userCode: string | null = null;
  #intervalMs = 0;
  #trouble: Failure | null = null;

  constructor(output: Output) {
    this.#output = output;
  }

  tell(flow: DeviceFlow): void {
    switch (flow.kind) {
      case "waiting":
        if (flow.userCode !== this.#userCode) this.#tellCode(flow);
        else if (flow.intervalMs > this.#intervalMs) this.#tellInterval(flow.intervalMs);
        this.#intervalMs = flow.intervalMs;
        return this.#tellTrouble(flow.trouble);
      case "confirming":
        return this.#tellTrouble(flow.trouble);
      case "asking-for-code":
      case "signed-in":
      case "failed":
        return;
      default:
        return assertNever(flow);
    }
  }

  #tellCode({ userCode, verificationUri, expiresAt, intervalMs }: DeviceFlow & { kind: "waiting" }): void {
    this.#userCode = userCode;
    this.#output.answer({
      json: [{ event: "device-code", userCode, verificationUri, expiresAt, intervalMs }],
      text: () => [
        ["Open ", styled("bold", verificationUri)],
        ["and enter the code ", styled("bold", userCode), `. It expires at ${formatTimeOfDay(expiresAt)}.`],
      ],
    });
    this.#output.note("Waiting until you have authorized Onramp there. Ctrl+C ends the wait.");
  }

  #tellInterval(intervalMs: number): void {
    this.#output.event({ event: "device-slow-down", intervalMs });
    this.#output.note(
      `GitHub asked to be asked less often: every ${formatDuration(intervalMs)} from now on.`,
    );
  }

  #tellTrouble(trouble: Failure | null): void {
    const isNews = trouble?.code !== this.#trouble?.code;
    this.#trouble = trouble;
    if (!isNews) return;
    this.#output.event({
      event: "device-trouble",
      code: trouble?.code ?? null,
      detail: trouble?.detail ?? null,
    });
    this.#output.note(
      trouble === null ? "GitHub answers again." : `No answer from GitHub (${trouble.code}); asking on.`,
    );
  }
}
