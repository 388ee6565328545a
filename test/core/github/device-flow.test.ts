import { describe, expect, test } from "vitest";
import {
  decideAfterPoll,
  failureOfDeviceError,
  waitOn,
  type PollAnswer,
  type Polling,
} from "../../../src/core/github/device-flow.ts";
import type { Failure, FailureCode } from "../../../src/shared/failures.ts";

const NOW = Date.parse("2026-11-24T09:00:00Z");
const polling: Polling = { intervalMs: 5_000, expiresAt: NOW + 900_000 };
const offline: Failure = { code: "network/offline" };

describe("when GitHub is asked again", () => {
  test.each<[string, PollAnswer, number]>([
    ["after the same interval while nobody entered the code", { kind: "pending" }, 5_000],
    ["later, by what GitHub names", { kind: "slow-down", intervalMs: 12_000 }, 12_000],
    ["5 s later, where GitHub names nothing", { kind: "slow-down", intervalMs: null }, 10_000],
    ["never sooner than before", { kind: "slow-down", intervalMs: 1_000 }, 5_000],
    ["after the same interval when no answer came", { kind: "trouble", failure: offline }, 5_000],
  ])("%s", (_, answer, delayMs) => {
    expect(decideAfterPoll(polling, answer, NOW)).toMatchObject({
      kind: "wait",
      delayMs,
      polling: { intervalMs: delayMs, expiresAt: polling.expiresAt },
    });
  });

  test("a longer interval holds for the rest of the sign-in", () => {
    let decision = decideAfterPoll(polling, { kind: "slow-down", intervalMs: 10_000 }, NOW);
    if (decision.kind !== "wait") throw new Error("it should wait");
    decision = decideAfterPoll(decision.polling, { kind: "pending" }, NOW);
    expect(decision).toMatchObject({ kind: "wait", delayMs: 10_000 });
  });

  test("not beyond the code's expiry, which ends the wait", () => {
    expect(waitOn(polling, null, polling.expiresAt - 1_200)).toMatchObject({ kind: "wait", delayMs: 1_200 });
  });
});

describe("how it ends", () => {
  test.each<[PollAnswer["kind"], PollAnswer]>([
    ["pending", { kind: "pending" }],
    ["trouble", { kind: "trouble", failure: offline }],
    ["slow-down", { kind: "slow-down", intervalMs: null }],
  ])("with the expiry, whatever was last heard: %s", (_, answer) => {
    expect(decideAfterPoll(polling, answer, polling.expiresAt)).toEqual({
      kind: "give-up",
      failure: { code: "auth/device-code-expired" },
    });
  });

  test("with the token, even at the last moment", () => {
    const answer: PollAnswer = { kind: "token", token: "gho_1" };
    expect(decideAfterPoll(polling, answer, polling.expiresAt)).toEqual({
      kind: "take-token",
      token: "gho_1",
    });
  });

  test.each<[string, FailureCode]>([
    ["expired_token", "auth/device-code-expired"],
    ["token_expired", "auth/device-code-expired"],
    ["incorrect_device_code", "auth/device-code-expired"],
    ["access_denied", "auth/device-denied"],
    ["device_flow_disabled", "auth/device-flow-disabled"],
    ["incorrect_client_credentials", "auth/client-id-unknown"],
    ["unsupported_grant_type", "github/request-refused"],
  ])("with GitHub's refusal %s as %s", (error, code) => {
    const failure = failureOfDeviceError(error, "GitHub's own words.");
    expect(failure).toEqual({ code, detail: "GitHub's own words." });
    expect(decideAfterPoll(polling, { kind: "refused", failure: failure! }, NOW)).toEqual({
      kind: "give-up",
      failure,
    });
  });

  test("never with a word that nobody documents", () => {
    expect(failureOfDeviceError("constructor", "")).toBeNull();
  });
});
