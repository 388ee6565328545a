import type { KeychainState } from "../../shared/contract.ts";
import type { Failure } from "../../shared/failures.ts";
import type { TokenStorage } from "../../shared/models.ts";
import { assertNever, failed, ok, type Result } from "../../shared/result.ts";
import type { Clock, Keychain, KeychainAnswer } from "../ports.ts";

/**
 * Keeps the accounts' tokens: in this process's memory, and in the OS keychain for those that shall outlast it;
 * nowhere else. Keys are the accounts' own names for their tokens.
 */
export interface TokenVault {
  /** Keeps a token. When the keychain does not take it, it is not kept at all: the person decides what then. */
  put(key: string, token: string, storage: TokenStorage): Promise<Result<TokenStorage>>;
  /**
   * The token: `auth/token-missing` when there is none, a `keychain/…` failure when that cannot be told. For a
   * token of storage `session` the keychain is not asked, so no prompt appears for what cannot be there.
   */
  get(key: string, storage?: TokenStorage): Promise<Result<string>>;
  /**
   * Forgets the token here and in the keychain. A failure means that the keychain may hold it still. What a
   * `session` token may have left there from earlier is removed as far as possible, without waiting for it.
   */
  forget(key: string, storage?: TokenStorage): Promise<Result<null>>;
  /** Whether the keychain can be used. Asks the person for nothing. */
  state(): Promise<KeychainState>;
}

/** For so long an answer about the keychain's state is not asked for again. */
const STATE_AGE_LIMIT_MS = 5_000;

/**
 * Creates a vault on a keychain. `registerSecret` hears of each token before anything else does, so that no log
 * can hold it.
 */
export function createTokenVault(
  keychain: Keychain,
  clock: Clock,
  registerSecret: (token: string) => void,
): TokenVault {
  const tokens = new Map<string, string>();
  /** Reads that are under way, so that many workers at once cause one prompt at most. */
  const reads = new Map<string, Promise<Result<string>>>();
  let lastState: { at: number; state: Promise<KeychainState> } | null = null;

  async function read(key: string): Promise<Result<string>> {
    const answer = await keychain.read(key);
    if (answer.kind !== "done") return failed(failureOfAnswer(answer));
    if (answer.value === null) return failed({ code: "auth/token-missing" });
    registerSecret(answer.value);
    return ok(answer.value);
  }

  async function readOnce(key: string): Promise<Result<string>> {
    const reading = reads.get(key) ?? read(key);
    reads.set(key, reading);
    const result = await reading;
    // A token that was put or forgotten meanwhile has ended this read.
    if (reads.get(key) !== reading) return result;
    reads.delete(key);
    if (result.ok) tokens.set(key, result.value);
    return result;
  }

  async function probe(): Promise<KeychainState> {
    const answer = await keychain.probe();
    if (answer.kind === "done") return { kind: "available" };
    return { kind: "unavailable", failure: failureOfAnswer(answer) };
  }

  return {
    async put(key, token, storage) {
      registerSecret(token);
      if (storage === "keychain") {
        const answer = await keychain.write(key, token);
        if (answer.kind !== "done") return failed(failureOfAnswer(answer));
      }
      reads.delete(key);
      tokens.set(key, token);
      return ok(storage);
    },
    async get(key, storage = "keychain") {
      const token = tokens.get(key);
      if (token !== undefined) return ok(token);
      return storage === "keychain" ? readOnce(key) : failed({ code: "auth/token-missing" });
    },
    async forget(key, storage = "keychain") {
      reads.delete(key);
      tokens.delete(key);
      const removal = keychain.remove(key);
      if (storage === "session") return ok(null);
      const answer = await removal;
      return answer.kind === "done" ? ok(null) : failed(failureOfAnswer(answer));
    },
    state() {
      const now = clock.now();
      if (!lastState || now - lastState.at >= STATE_AGE_LIMIT_MS) lastState = { at: now, state: probe() };
      return lastState.state;
    },
  };
}

/** The failure that a keychain's refusal is. */
function failureOfAnswer(answer: Exclude<KeychainAnswer<unknown>, { kind: "done" }>): Failure {
  switch (answer.kind) {
    case "unavailable":
      return { code: "keychain/unavailable", detail: answer.reason };
    case "locked":
      return { code: "keychain/locked", detail: answer.reason };
    case "denied":
      return { code: "keychain/denied", detail: answer.reason };
    case "slow":
      return { code: "keychain/slow", detail: `No answer for ${answer.afterMs / 1000} s.` };
    default:
      return assertNever(answer);
  }
}
