import type { Failure } from "./failures.ts";
import type { AccountId, EpochMs } from "./ids.ts";

/**
 * A sign-in through OAuth's device flow, as a person sees it: they enter `userCode` on GitHub's page while Onramp asks
 * GitHub every `intervalMs` whether they have. The device code and the token, which are secrets, are never part of it.
 */
export type DeviceFlow = { host: string } & (
  | { kind: "asking-for-code" }
  | {
      kind: "waiting";
      userCode: string;
      /** The page where the code is entered. */
      verificationUri: string;
      expiresAt: EpochMs;
      intervalMs: number;
      /** Why the last question got no answer; null when it got one. Onramp asks on until the code expires. */
      trouble: Failure | null;
    }
  /** GitHub gave a token; it is being checked and kept. */
  | { kind: "confirming"; trouble: Failure | null }
  | { kind: "signed-in"; accountId: AccountId }
  | { kind: "failed"; failure: Failure }
);

/** Whether a person can sign in through GitHub's page, and how that stands. */
export interface SignIn {
  /** Who named the OAuth app's client id: the environment before the settings; null when neither did. */
  clientIdFrom: "environment" | "settings" | null;
  /** The sign-in under way, or how the last one ended until the person has seen it. */
  deviceFlow: DeviceFlow | null;
}
