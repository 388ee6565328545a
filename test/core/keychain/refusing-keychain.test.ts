import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { describeFailure } from "../../../src/shared/failures.ts";
import { findText } from "../../journeys/support/find-text.ts";
import { writeRefusingBus } from "../../support/refusing-bus.ts";
import {
  emptyHome,
  lock,
  missingDaemon,
  missingPrompter,
  skipBecause,
  unlockedDaemon,
  withDaemon,
} from "./keyring-session.ts";
import { startDisplay, type Key } from "./x-display.ts";

/* A real keychain service that is there and says no: by the rule of its bus, or because the person does. */

const scenes = fileURLToPath(new URL("real-keychain-child.ts", import.meta.url));

describe("on a session bus that lets nobody through to the keychain", { timeout: 60_000 }, () => {
  skipBecause(missingDaemon());

  async function onRefusingBus(commands: string) {
    const home = emptyHome();
    const answers = await withDaemon(unlockedDaemon, commands, {
      home,
      busFile: writeRefusingBus(home["HOME"]!),
    });
    return { answers, folder: home["HOME"]! };
  }

  test("S3: a session bus that lets nobody through is a keychain that denies, whatever it is asked", async () => {
    const calls = ["probe", "read", "write", "remove"];
    const { answers, folder } = await onRefusingBus(`"$NODE" "$CHILD" ${calls.join(" ")}`);
    const denied = {
      kind: "denied",
      reason: expect.stringMatching(/^The session bus lets nothing of Onramp's/),
    };
    expect(answers).toEqual(calls.map((call) => ({ [call]: denied })));
    expect(findText(folder, "the-secret", [])).toEqual([]);
  });

  test("S3: what the bus keeps Onramp from keeping works for this session, and the person is told why", async () => {
    const { answers, folder } = await onRefusingBus(`"$NODE" "${scenes}" notKept`);
    const failure = { code: "keychain/denied", detail: expect.stringContaining("session bus") } as const;
    expect(answers).toEqual([
      {
        state: { kind: "unavailable", failure },
        kept: { ok: false, failure },
        afterwards: { ok: false, failure },
        forThisSession: { ok: true, value: "session" },
        used: { ok: true, value: "the-secret" },
        forgotten: { ok: true, value: null },
      },
    ]);
    expect(describeFailure({ code: failure.code })).toMatchObject({
      title: "Keychain refused",
      sentence: "The keychain refused to give or keep the token.",
      action: "Allow Onramp to use the keychain and try again, or continue for this session only.",
    });
    expect(findText(folder, "the-secret", [])).toEqual([]);
  });
});

describe("where a locked keychain asks the person for its password", { timeout: 60_000 }, () => {
  skipBecause(missingPrompter());

  /** Asks a locked keychain, and presses keys until there is an answer: how many does not matter to the prompt. */
  async function atThePrompt(keys: readonly Key[], commands: string) {
    const display = await startDisplay();
    const home: NodeJS.ProcessEnv = { ...emptyHome(), DISPLAY: display.name, NO_AT_BRIDGE: "1" };
    const pressing = setInterval(() => keys.forEach((key) => display.press(key)), 700);
    try {
      // The password is "p".
      const daemon = unlockedDaemon.replace("printf password", "printf p");
      const answers = await withDaemon(daemon, `"$NODE" "$CHILD" write; ${lock}; ${commands}`, { home });
      return { answers: answers.slice(1), folder: home["HOME"]! };
    } finally {
      clearInterval(pressing);
    }
  }

  test("it gives the token once that is typed", async () => {
    const { answers } = await atThePrompt(["p", "enter"], '"$NODE" "$CHILD" probe read');
    expect(answers).toEqual([
      { probe: { kind: "done", value: null } },
      { read: { kind: "done", value: "the-secret" } },
    ]);
  });

  test("S3: a keychain is locked when the person dismisses the prompt, and no token is kept", async () => {
    const { answers, folder } = await atThePrompt(
      ["escape"],
      `"$NODE" "$CHILD" read remove; "$NODE" "${scenes}" notKept`,
    );
    const locked = { kind: "locked", reason: expect.stringContaining("locked") };
    const failure = { code: "keychain/locked", detail: expect.stringContaining("locked") };
    expect(answers).toEqual([
      { read: locked },
      { remove: locked },
      {
        // To find that out would be to ask for the password.
        state: { kind: "available" },
        kept: { ok: false, failure },
        afterwards: { ok: false, failure },
        forThisSession: { ok: true, value: "session" },
        used: { ok: true, value: "the-secret" },
        forgotten: { ok: true, value: null },
      },
    ]);
    expect(findText(folder, "the-secret", [])).toEqual([]);
  });
});
