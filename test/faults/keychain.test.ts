import { expect } from "vitest";
import { createSessionKeychain } from "../../src/core/keychain/session-keychain.ts";
import type { Keychain, KeychainAnswer } from "../../src/core/ports.ts";
import type { FailureCode } from "../../src/shared/failures.ts";
import { recovers } from "./support/fault-test.ts";

type Refusal = Exclude<KeychainAnswer<never>, { kind: "done" }>;

/** A keychain that refuses everything while it is told to. */
function createMoodyKeychain(): Keychain & { mood: Refusal | null } {
  const sound = createSessionKeychain();
  const keychain: Keychain & { mood: Refusal | null } = {
    mood: null,
    probe: async () => keychain.mood ?? sound.probe(),
    read: async (account) => keychain.mood ?? sound.read(account),
    write: async (account, secret) => keychain.mood ?? sound.write(account, secret),
    remove: async (account) => keychain.mood ?? sound.remove(account),
  };
  return keychain;
}

const refusals: [Refusal, FailureCode][] = [
  [{ kind: "unavailable", reason: "no service" }, "keychain/unavailable"],
  [{ kind: "locked", reason: "it is locked" }, "keychain/locked"],
  [{ kind: "denied", reason: "the person said no" }, "keychain/denied"],
  [{ kind: "slow", afterMs: 10_000 }, "keychain/slow"],
];

for (const [mood, code] of refusals) {
  const keychain = createMoodyKeychain();
  recovers(
    "S3",
    `a keychain that is ${mood.kind} does not take the token; for this session it is kept in memory`,
    async (stage) => {
      keychain.mood = mood;
      const { apiUrl, token, organization } = stage.github;
      const request = { host: apiUrl, apiUrl, token, organization };
      await expect(stage.call("account.connect", { ...request, storage: "keychain" })).rejects.toMatchObject({
        failure: { code },
      });
      expect((await stage.call("app.getState", {})).keychain).toMatchObject({
        kind: "unavailable",
        failure: { code },
      });
      await stage.call("account.connect", { ...request, storage: "session" });
      await stage.start();
    },
    { core: { keychain } },
  );
}

for (const [mood, code] of refusals.slice(1)) {
  const keychain = createMoodyKeychain();
  recovers(
    "S3",
    `a keychain that is ${mood.kind} after a restart holds the sync up; once it answers, resuming is enough`,
    async (stage, [busiest]) => {
      const hold = await stage.hold({ repository: busiest });
      await stage.start();
      await hold.reached();
      keychain.mood = mood;
      await stage.restart();
      await hold.release();
      await stage.runShows({
        state: "waiting",
        wait: expect.objectContaining({ kind: "sign-in", failure: expect.objectContaining({ code }) }),
      });
      await stage.isIdle();
      keychain.mood = null;
      await stage.call("sync.resume", { runId: (await stage.view()).run.runId });
    },
    { core: { keychain } },
  );
}
