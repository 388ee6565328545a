import { z } from "zod";
import { FailureError, failureOf, type Failure, type FailureCode } from "../../shared/failures.ts";
import { failureOfDeviceError, type PollAnswer } from "./device-flow.ts";
import { sendHttpRequest } from "./http-request.ts";
import { toOneLine } from "./make-failure.ts";
import { failureOfNetworkError } from "./network-failures.ts";
import type { Clock } from "../ports.ts";

/** One request is not waited for longer than this; the next one asks the same. */
const PATIENCE_MS = 15_000;
/** GitHub docs, "Best practices": who is asked to slow down waits a minute at least. */
const PAUSE_MS = 60_000;

/** What Onramp asks for: `repo` has no read-only form, `read:org` lists organizations and their members. */
const SCOPE = "repo read:org";

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

/** Which OAuth app asks, and where. */
export interface DeviceFlowPlace {
  /** The host's web address, without a trailing slash; the API is elsewhere. */
  webUrl: string;
  clientId: string;
  clock: Clock;
  /** Ends the request that is under way. */
  signal: AbortSignal;
}

/** What GitHub gives to begin with. `deviceCode` is a secret: with it, whoever knows it gets the token. */
export interface DeviceGrant {
  deviceCode: string;
  userCode: string;
  verificationUri: string;
  intervalMs: number;
  lifetimeMs: number;
}

const grantBody = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1).max(50),
  verification_uri: z.string().max(2000),
  expires_in: z.number().positive(),
  // The docs promise it; RFC 8628 says 5 s where it is missing.
  interval: z.number().positive().default(5),
});
const tokenBody = z.object({ access_token: z.string().min(1) });
const slowDownBody = z.object({ error: z.literal("slow_down"), interval: z.number().positive().optional() });
const errorBody = z.object({ error: z.string(), error_description: z.string().default("") });
/** The flow's errors have a name and a description, those of the rest of GitHub a message. */
const wordsBody = z.union([
  z.object({ error_description: z.string().min(1) }).transform((it) => it.error_description),
  z.object({ error: z.string().min(1) }).transform((it) => it.error),
  z.object({ message: z.string().min(1) }).transform((it) => it.message),
]);

/** Asks for a code that the person can enter. Throws a `FailureError`. */
export async function requestDeviceCode(place: DeviceFlowPlace): Promise<DeviceGrant> {
  const { status, json } = await post(place, "/login/device/code", { scope: SCOPE });
  const grant = grantBody.safeParse(json);
  if (grant.success)
    return {
      deviceCode: grant.data.device_code,
      userCode: grant.data.user_code,
      verificationUri: grant.data.verification_uri,
      intervalMs: grant.data.interval * 1_000,
      lifetimeMs: grant.data.expires_in * 1_000,
    };
  throw new FailureError(failureOfCodeAnswer(status, json, place));
}

/** Why there is no code. GitHub's answers here are little documented, so each has a name, whatever it is. */
function failureOfCodeAnswer(status: number, json: unknown, { webUrl, clock }: DeviceFlowPlace): Failure {
  const refusal = readRefusal(json);
  if (refusal) return refusal;
  // Seen where the app is not known, with or without words; the flow's own errors come with 200.
  if (status === 404) return { code: "auth/client-id-unknown", detail: `${webUrl} answered 404` };
  const what = "the request for a code";
  if (status === 429 || slowDownBody.safeParse(json).success)
    return { ...unexpected(what, status, json), code: "rate-limit/secondary", until: clock.now() + PAUSE_MS };
  return unexpected(what, status, json);
}

/** Asks whether the person has entered the code. Never throws, unless for a bug. */
export async function pollForToken(place: DeviceFlowPlace, deviceCode: string): Promise<PollAnswer> {
  try {
    const fields = { device_code: deviceCode, grant_type: GRANT_TYPE };
    const { status, json } = await post(place, "/login/oauth/access_token", fields);
    return readPollAnswer(status, json);
  } catch (thrown) {
    return { kind: "trouble", failure: failureOf(thrown) };
  }
}

function readPollAnswer(status: number, json: unknown): PollAnswer {
  const token = tokenBody.safeParse(json);
  if (token.success) return { kind: "token", token: token.data.access_token };
  const slowDown = slowDownBody.safeParse(json);
  if (slowDown.success) {
    const { interval } = slowDown.data;
    return { kind: "slow-down", intervalMs: interval === undefined ? null : interval * 1_000 };
  }
  const error = errorBody.safeParse(json);
  if (error.success && error.data.error === "authorization_pending") return { kind: "pending" };
  const failure = readRefusal(json);
  return failure
    ? { kind: "refused", failure }
    : { kind: "trouble", failure: unexpected("the question whether the code was entered", status, json) };
}

function readRefusal(json: unknown): Failure | null {
  const body = errorBody.safeParse(json);
  return body.success ? failureOfDeviceError(body.data.error, body.data.error_description) : null;
}

/** An answer that nobody documents, in GitHub's own words where there are any. */
function unexpected(what: string, status: number, json: unknown): Failure {
  const words = wordsBody.safeParse(json);
  const detail = words.success ? `${what}: ${words.data} (status ${status})` : `${what}: status ${status}`;
  return { code: codeOfUnexpected(status, words.success), detail: toOneLine(detail) };
}

function codeOfUnexpected(status: number, hasWords: boolean): FailureCode {
  if (status >= 500 || status === 429) return "github/server-error";
  return hasWords ? "github/request-refused" : "github/bad-response";
}

/** Sends a form and takes JSON. A redirect is not followed: it would lead the device code elsewhere. */
async function post(
  { webUrl, clientId, signal, clock }: DeviceFlowPlace,
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; json: unknown }> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { status, body } = await sendHttpRequest({
      method: "POST",
      url: new URL(webUrl + path),
      headers: {
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "onramp",
      },
      body: new URLSearchParams({ client_id: clientId, ...fields }).toString(),
      signal: AbortSignal.any([signal, patience]),
      clock,
      onArrival: () => undefined,
    });
    return { status, json: parseJson(body.toString()) };
  } catch (thrown) {
    if (patience.aborted)
      throw new FailureError({ code: "network/timeout", detail: `no answer for ${PATIENCE_MS / 1_000} s` });
    throw new FailureError(failureOfNetworkError(thrown));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
