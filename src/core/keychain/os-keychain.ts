import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock, type Clock, type Keychain, type KeychainAnswer } from "../ports.ts";
import { answerOfError } from "./keychain-errors.ts";

/** The part of keytar that is used. */
export interface KeychainLibrary {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface OsKeychainOptions {
  clock?: Clock;
  loadLibrary?: () => Promise<KeychainLibrary>;
  platform?: NodeJS.Platform;
  environment?: NodeJS.ProcessEnv;
}

/** The name under which the operating system shows Onramp's secrets. */
const SERVICE = "Onramp";
/** Items that are never tokens: one that is never stored, and one that is stored only for an instant. */
const ABSENT_ITEM = "never stored";
const MARK_ITEM = "keychain check";

/** Long enough to type a password into a keychain's prompt. */
const CALL_LIMIT_MS = 20_000;
/** A probe asks nothing of the person, and a screen waits for it. */
const PROBE_LIMIT_MS = 3_000;

/**
 * The operating system's keychain. Every call answers within its time limit, and nothing that happens in it is
 * thrown: an absent, locked or refusing keychain is an answer with its reason.
 *
 * Calls are made one at a time. Each occupies a thread of Node's pool until the system answers, and a prompt that
 * nobody sees never does: with several at once, file access would soon wait behind them.
 */
export function createOsKeychain(options: OsKeychainOptions = {}): Keychain {
  const { clock = systemClock, loadLibrary = loadKeytar, platform = process.platform } = options;
  const { environment = process.env } = options;
  let lastCall: Promise<void> = Promise.resolve();

  function call<Value>(
    limitMs: number,
    ask: (library: KeychainLibrary) => Promise<Value>,
  ): Promise<KeychainAnswer<Value>> {
    if (platform === "linux" && !hasSessionBus(environment)) return Promise.resolve(NO_SESSION_BUS);
    const { promise, resolve } = Promise.withResolvers<KeychainAnswer<Value>>();
    let isOver = false;
    const cancelLimit = clock.after(limitMs, () => {
      isOver = true;
      resolve({ kind: "slow", afterMs: limitMs });
    });
    const previousCall = lastCall;
    lastCall = (async () => {
      await previousCall;
      // Its caller was told that nothing was done; that stays true for a call that has not begun.
      if (isOver) return;
      resolve(await answerOf(async () => ask(await loadLibrary())));
      cancelLimit();
    })();
    return promise;
  }

  /**
   * libsecret finds nothing and says nothing when a prompt to unlock was dismissed or could not be shown (seen with
   * libsecret 0.20.5 and gnome-keyring 42.1), so "not there" is believed only where something can be kept. Throws when nothing can. Whoever dismissed a prompt is asked once more.
   */
  async function ensureAbsenceIsReal(library: KeychainLibrary): Promise<void> {
    if (platform !== "linux") return;
    await library.setPassword(SERVICE, MARK_ITEM, "x");
    await library.deletePassword(SERVICE, MARK_ITEM);
  }

  return {
    probe: () =>
      call(PROBE_LIMIT_MS, async (library) => {
        // To look for what was never stored asks for no permission: only an item that is found has to be unlocked.
        await library.getPassword(SERVICE, ABSENT_ITEM);
        return null;
      }),
    read: (account) =>
      call(CALL_LIMIT_MS, async (library) => {
        const secret = await library.getPassword(SERVICE, account);
        if (secret === null) await ensureAbsenceIsReal(library);
        return secret;
      }),
    write: (account, secret) =>
      call(CALL_LIMIT_MS, async (library) => {
        await library.setPassword(SERVICE, account, secret);
        return null;
      }),
    remove: (account) =>
      call(CALL_LIMIT_MS, async (library) => {
        const wasThere = await library.deletePassword(SERVICE, account);
        if (!wasThere) await ensureAbsenceIsReal(library);
        return wasThere;
      }),
  };
}

async function answerOf<Value>(ask: () => Promise<Value>): Promise<KeychainAnswer<Value>> {
  try {
    return { kind: "done", value: await ask() };
  } catch (error) {
    return answerOfError(error);
  }
}

/** keytar is loaded when it is first needed: where libsecret is not installed, loading it fails. */
const loadKeytar = async (): Promise<KeychainLibrary> => (await import("keytar")).default;

const NO_SESSION_BUS = {
  kind: "unavailable",
  reason: "No D-Bus session runs here, so no keychain service can be reached.",
} as const;

/**
 * Whether there is a D-Bus session to reach the keychain service through. Where there is none, GLib would try to
 * start one of its own, whose keychain nobody could unlock. GLib looks in these two places (docs.gtk.org, `GBusType`).
 */
function hasSessionBus(environment: NodeJS.ProcessEnv): boolean {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtimeDirectory } = environment;
  if (address) return true;
  return runtimeDirectory !== undefined && existsSync(join(runtimeDirectory, "bus"));
}
