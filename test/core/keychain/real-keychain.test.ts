import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findText } from "../../journeys/support/find-text.ts";
import {
  childPath,
  emptyHome,
  missingDaemon,
  run,
  skipBecause,
  unlockedDaemon,
  withDaemon,
} from "./keyring-session.ts";

const scenes = fileURLToPath(new URL("real-keychain-child.ts", import.meta.url));

describe("with a real keychain service", { timeout: 60_000 }, () => {
  skipBecause(missingDaemon());

  test("each account has a token of its own, and removing one leaves the others", async () => {
    const [answers] = await withDaemon(unlockedDaemon, `"$NODE" "${scenes}" severalAccounts`);
    expect(answers).toEqual([
      { kind: "done", value: "token of github.com:1" },
      { kind: "done", value: null },
      { kind: "done", value: "token of ghe.example:8443:1" },
    ]);
  });

  test("a token that an earlier version stored is found", async () => {
    const [answer] = await withDaemon(unlockedDaemon, `"$NODE" "${scenes}" storedByFirstVersion`);
    expect(answer).toEqual({ kind: "done", value: "stored by 0.1.0" });
  });

  test("a secret service that takes five seconds holds nothing else up", async () => {
    // `$!` is the daemon: the scene stops it, and lets it go on.
    const answers = await withDaemon(unlockedDaemon, `"$NODE" "$CHILD" write; "$NODE" "${scenes}" slow $!`);
    const slow = answers[1] as Record<string, number | string>;
    expect(slow).toMatchObject({ kind: "done" });
    expect(slow["answerAfterMs"]).toBeGreaterThan(3_000);
    expect(slow["filesAfterMs"]).toBeLessThan(3_000);
    // The thread that draws the window goes on; a busy machine may hold it up for a moment.
    expect(slow["longestGapMs"]).toBeLessThan(2_500);
  });
});

describe("without a secret service", () => {
  skipBecause(process.platform === "linux" ? null : "every other system has a keychain");

  test("nothing is written anywhere in plain text, nor in any other form", async () => {
    const environment = emptyHome();
    await run(process.execPath, [childPath, "write", "rewrite"], { env: environment });
    expect(findText(environment["HOME"]!, "the-secret", [])).toEqual([]);
    expect(findText(environment["HOME"]!, "the-newer-secret", [])).toEqual([]);
  });
});
