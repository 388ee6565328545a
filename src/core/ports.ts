import type { EpochMs } from "../shared/ids.ts";

/** The time and the means to wait for it; tests pass a clock of their own. */
export interface Clock {
  now(): EpochMs;
  /** Calls back once after `delayMs`; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

/** What a keychain can answer. A locked or absent one is a state to show, never a crash. */
export type KeychainAnswer<Value> =
  | { kind: "done"; value: Value }
  | { kind: "unavailable"; reason: string }
  | { kind: "locked"; reason: string }
  | { kind: "denied"; reason: string }
  | { kind: "slow"; afterMs: number };

/** A place for secrets, keyed by account. Implementations never write a secret to a file in plain text. */
export interface Keychain {
  /** Whether it can be used at all, without asking the person for anything. */
  probe(): Promise<KeychainAnswer<null>>;
  read(account: string): Promise<KeychainAnswer<string | null>>;
  write(account: string, secret: string): Promise<KeychainAnswer<null>>;
  remove(account: string): Promise<KeychainAnswer<boolean>>;
}

/** What the host knows of the network. `isOnline` is a hint: false is believed, true is only tried. */
export interface Network {
  isOnline(): boolean;
  onChange(listener: () => void): () => void;
}

/** What the host knows of the computer's power. */
export interface Power {
  isOnBattery(): boolean;
  /** True from when the system announces its sleep until it says that it is awake. */
  isFallingAsleep(): boolean;
  onChange(listener: () => void): () => void;
}

/** For a host that is told nothing of the computer's power. */
export const MAINS_POWER: Power = {
  isOnBattery: () => false,
  isFallingAsleep: () => false,
  onChange: () => () => {},
};

/** Where the code that runs in worker threads lies: sources in a checkout, bundled files in the app. */
export interface WorkerFiles {
  sync: URL;
  reader: URL;
}

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
