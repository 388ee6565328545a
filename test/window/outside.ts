import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test as base } from "./fixtures.ts";
import { makeFolder } from "./launch-app.ts";

/** One thing that the app did outside its window. */
export type OutsideRecord = { event: string } & Record<string, unknown>;

/** What lies outside the window, on the stand-in (`stand-in/remote.ts`): what the app does there, and what is done to it. */
export interface Outside {
  /** For the app's environment. */
  environment: Record<string, string>;
  /** What the app did so far, of one kind. */
  records(event: string): OutsideRecord[];
  /** Waits for the newest of one kind to be so. */
  expectLast(event: string, expected: Record<string, unknown>): Promise<void>;
  /** Does what a person or the system would do. */
  act(command: { do: string } & Record<string, unknown>): Promise<void>;
}

function prepareOutside(folder: string): Outside {
  const log = join(folder, "outside.jsonl");
  const remote = join(folder, "remote.sock");
  const records = (event: string): OutsideRecord[] =>
    existsSync(log)
      ? readFileSync(log, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as OutsideRecord)
          .filter((record) => record.event === event)
      : [];
  return {
    environment: { ONRAMP_STAND_IN_LOG: log, ONRAMP_STAND_IN_REMOTE: remote },
    records,
    async expectLast(event, expected) {
      await expect
        .poll(() => records(event).at(-1), { timeout: 45_000 })
        .toEqual(expect.objectContaining(expected));
    },
    act: (command) => say(remote, JSON.stringify(command)),
  };
}

async function say(socketPath: string, text: string): Promise<void> {
  const answer = await new Promise<string>((resolve, reject) => {
    let heard = "";
    const socket = connect(socketPath, () => socket.end(text));
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => (heard += chunk));
    socket.on("end", () => resolve(heard));
    socket.on("error", reject);
  });
  if (answer !== "done") throw new Error(answer);
}

/** The window's test, for an app whose surroundings the test has in hand. */
export const test = base.extend<{ outside: Outside }>({
  outside: async ({}, provide) => {
    const folder = makeFolder();
    await provide(prepareOutside(folder.path));
    folder.remove();
  },
  environment: ({ outside }, provide) => provide(outside.environment),
});
