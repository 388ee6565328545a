import type { Keychain, KeychainAnswer } from "../ports.ts";

/** A keychain in memory, for hosts that must leave the operating system's alone. It ends with the process. */
export function createSessionKeychain(): Keychain {
  const secrets = new Map<string, string>();
  const answer = <Value>(value: Value): Promise<KeychainAnswer<Value>> =>
    Promise.resolve({ kind: "done", value });
  return {
    probe: () => answer(null),
    read: (account) => answer(secrets.get(account) ?? null),
    write(account, secret) {
      secrets.set(account, secret);
      return answer(null);
    },
    remove: (account) => answer(secrets.delete(account)),
  };
}
