import type { Failure } from "./failures.ts";
import type { AccountId, EpochMs } from "./ids.ts";
import type { TokenStorage } from "./models.ts";

/** Where somebody wants to sign in, and where the token shall be kept. */
export interface DeviceFlowWish {
  host: string;
  /** The REST base, without a trailing slash. */
  apiUrl: string;
  storage: TokenStorage;
}

/** How a sign-in through OAuth's device flow stands. The device code and the token, which are secrets, are no part of it. */
export type DeviceFlowStage =
  | { kind: "asking-for-code" }
  /** The person enters `userCode` on GitHub's page; Onramp asks GitHub every `intervalMs` whether they have. */
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
  | { kind: "failed"; failure: Failure };

export type DeviceFlow = DeviceFlowWish & DeviceFlowStage;

/** Whether a person can sign in through GitHub's page, and how that stands. */
export interface SignIn {
  /** Who named the OAuth app's client id: the environment before the settings; null when neither did. */
  clientIdFrom: "environment" | "settings" | null;
  /** The sign-in under way, or how the last one ended until the person has seen it. */
  deviceFlow: DeviceFlow | null;
}
