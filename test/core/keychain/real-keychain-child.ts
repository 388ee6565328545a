import { readFile } from "node:fs/promises";
import keytar from "keytar";
import { createOsKeychain } from "../../../src/core/keychain/os-keychain.ts";
import { createTokenVault } from "../../../src/core/keychain/token-vault.ts";
import { systemClock } from "../../../src/core/ports.ts";

/*
 * Run in a D-Bus session of its own by `real-keychain.test.ts` and `refusing-keychain.test.ts`: plays the scene that its argument names, and prints what
 * came of it as a line of JSON.
 */

const keychain = createOsKeychain();
const ACCOUNTS = ["github.com:1", "github.com:2", "ghe.example:8443:1"];

const scenes: Record<string, () => Promise<unknown>> = {
  async severalAccounts() {
    for (const account of ACCOUNTS) await keychain.write(account, `token of ${account}`);
    await keychain.remove(ACCOUNTS[1]!);
    return Promise.all(ACCOUNTS.map((account) => keychain.read(account)));
  },

  /** As Onramp 0.1.0 stored it. */
  async storedByFirstVersion() {
    await keytar.setPassword("Onramp", "github.com:583231", "stored by 0.1.0");
    return keychain.read("github.com:583231");
  },

  /** A token is to be kept, is not, and is used for this session all the same. */
  async notKept() {
    const vault = createTokenVault(keychain, systemClock, () => undefined);
    const [account] = ACCOUNTS as [string];
    return {
      state: await vault.state(),
      kept: await vault.put(account, "the-secret", "keychain"),
      afterwards: await vault.get(account),
      forThisSession: await vault.put(account, "the-secret", "session"),
      used: await vault.get(account, "session"),
      forgotten: await vault.forget(account, "session"),
    };
  },

  /** The daemon, whose process is the second argument, is stopped and goes on after five seconds. */
  async slow() {
    const daemon = Number(process.argv[3]);
    process.kill(daemon, "SIGSTOP");
    setTimeout(() => process.kill(daemon, "SIGCONT"), 5_000);
    const startedAt = performance.now();
    let lastTick = startedAt;
    let longestGapMs = 0;
    const ticking = setInterval(() => {
      const now = performance.now();
      longestGapMs = Math.max(longestGapMs, now - lastTick);
      lastTick = now;
    }, 20);
    const answer = keychain.read(ACCOUNTS[0]!);
    const others = Array.from({ length: 50 }, () => readFile(import.meta.filename));
    await Promise.all(others);
    const filesAfterMs = performance.now() - startedAt;
    const { kind } = await answer;
    clearInterval(ticking);
    return { kind, longestGapMs, filesAfterMs, answerAfterMs: performance.now() - startedAt };
  },
};

process.stdout.write(`${JSON.stringify(await scenes[process.argv[2]!]!())}\n`);
