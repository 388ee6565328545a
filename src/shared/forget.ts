/** What the person types, or a script says, to have everything forgotten. */
export const FORGET_CONFIRMATION = "forget everything";

/** A file or folder of Onramp's, with all that is in it. */
export interface OwnEntry {
  name: string;
  bytes: number;
}

/** What Onramp keeps on this computer. */
export interface KeptData {
  dataDirectory: string;
  /** Accounts that have a token, as `login on host`. */
  tokens: string[];
  entries: OwnEntry[];
}

/** What was removed, and what could not be. */
export interface ForgetReport extends KeptData {
  left: { name: string; reason: string }[];
}
