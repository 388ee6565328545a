import { failureOf } from "../../shared/failures.ts";
import type { ForgetReport } from "../../shared/forget.ts";
import type { TokenStorage } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { lockForReplacing } from "../database/database-lock.ts";
import type { FileLock } from "../database/file-lock.ts";
import type { TokenVault } from "../keychain/token-vault.ts";
import { listOwnEntries, removeEntries, removeSignsOfLife } from "./own-entries.ts";

/** A token that an account has, by its name in the vault. */
export interface KeptToken {
  key: string;
  storage: TokenStorage;
  /** For a person: `login on host`. */
  account: string;
}

export interface ForgetOptions {
  dataDirectory: string;
  tokens: readonly KeptToken[];
  vault: TokenVault;
  closeLog(): Promise<void>;
  /** Empties what the window keeps; null where there is no window, so that its folder can be removed as well. */
  forgetPages: (() => Promise<void>) | null;
  /** Nothing is opened on the directory afterwards, so that nothing at all needs to stay in it. */
  isLast: boolean;
}

/** The running browser's own folder, which it empties itself. */
const BROWSER_FOLDER = "chromium";

/**
 * Removes the tokens from the keychain, then every file of Onramp's from the data directory. The caller has closed the
 * database. While another process has it open, or when the keychain keeps a token, nothing is removed from the directory.
 */
export async function forgetEverything(options: ForgetOptions): Promise<Result<ForgetReport>> {
  const { dataDirectory, tokens, vault, closeLog, forgetPages, isLast } = options;
  let lock: FileLock;
  try {
    lock = lockForReplacing(dataDirectory);
  } catch (error) {
    return failed(failureOf(error));
  }
  try {
    // First: with the database goes the knowledge of what they are called.
    for (const { key, storage } of tokens) {
      const forgotten = await vault.forget(key, storage);
      if (!forgotten.ok) return forgotten;
    }
    await closeLog();
    const entries = listOwnEntries(dataDirectory);
    await forgetPages?.();
    const removable = entries.filter(({ name }) => forgetPages === null || name !== BROWSER_FOLDER);
    const left = removeEntries(dataDirectory, removable);
    if (isLast) removeSignsOfLife(dataDirectory);
    return ok({ dataDirectory, tokens: tokens.map(({ account }) => account), entries, left });
  } finally {
    lock.release();
  }
}
