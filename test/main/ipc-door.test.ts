import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { APP_PAGE } from "../../src/main/app-scheme.ts";
import { answerCall, type Caller, type HostHandlers } from "../../src/main/ipc-door.ts";
import type { Refusal } from "../../src/main/refusals.ts";
import { FailureError } from "../../src/shared/failures.ts";
import { failed, ok } from "../../src/shared/result.ts";

const ownPage: Caller = { url: APP_PAGE, parent: null };

/** A core that notes what it is asked and answers with an empty list. */
function openDoor(answer: () => unknown = () => ok([])) {
  const calls: unknown[] = [];
  const links: string[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push({ name, input });
    return answer();
  }) as Core["call"];
  const host: HostHandlers = {
    "link.open": async ({ url }) => {
      links.push(url);
      return ok(null);
    },
    "file.save": async () => ok({ kind: "cancelled" }),
    "export.save": async () => ok({ kind: "cancelled" }),
    "folder.open": async () => ok(null),
    "violation.report": async () => ok(null),
  };
  const refusals: Refusal[] = [];
  const noteRefusal = (refusal: Refusal): void => void refusals.push(refusal);
  return { calls, links, refusals, door: { core: { call }, host, noteRefusal } };
}

test("a command of the contract reaches the core with its input, and the answer comes back", async () => {
  const { door, calls } = openDoor();
  expect(await answerCall(door, ownPage, { name: "account.list", input: {} })).toEqual(ok([]));
  expect(calls).toEqual([{ name: "account.list", input: {} }]);
});

describe("strangers are not let in", () => {
  test.each<[string, Caller | null]>([
    ["a frame that is gone", null],
    ["another site", { url: "https://github.com/", parent: null }],
    ["another host of the app's scheme", { url: "app://other/index.html", parent: null }],
    ["a frame within the app's page", { url: APP_PAGE, parent: ownPage }],
  ])("%s", async (_who, caller) => {
    const { door, calls, refusals } = openDoor();
    const answer = await answerCall(door, caller, { name: "account.list", input: {} });
    expect(answer).toMatchObject({ ok: false, failure: { code: "security/refused" } });
    expect(calls).toEqual([]);
    expect(refusals).toEqual([expect.objectContaining({ kind: "call", code: "security/refused" })]);
  });
});

test.each(["account.steal", "toString", "__proto__", "constructor"])(
  "the unknown command %s is refused by its name",
  async (name) => {
    const { door, calls, refusals } = openDoor();
    const answer = await answerCall(door, ownPage, { name, input: {} });
    expect(answer).toEqual(failed({ code: "usage/unknown-command", detail: name }));
    expect(calls).toEqual([]);
    expect(refusals).toEqual([{ kind: "call", code: "usage/unknown-command", detail: name }]);
  },
);

test.each([null, "account.list", {}, { name: "account.list" }, { name: 1, input: {} }])(
  "%j is no call",
  async (message) => {
    const { door } = openDoor();
    const answer = await answerCall(door, ownPage, message);
    expect(answer).toMatchObject({ ok: false, failure: { code: "usage/bad-input" } });
  },
);

test("a window cannot name a place on the disk to export to", async () => {
  const { door, calls } = openDoor();
  const input = { organizationId: 1, folder: "/home/ada/.config/autostart", format: "csv", mayReplace: true };
  expect(await answerCall(door, ownPage, { name: "export.write", input })).toEqual(
    failed({ code: "usage/unknown-command", detail: "export.write" }),
  );
  expect(calls).toEqual([]);
});

test("a link is opened by the host, not by the core", async () => {
  const { door, calls, links } = openDoor();
  const url = "https://github.com/";
  expect(await answerCall(door, ownPage, { name: "link.open", input: { url } })).toEqual(ok(null));
  expect(links).toEqual([url]);
  expect(calls).toEqual([]);
});

test("a link without an address is wrong input", async () => {
  const { door, links } = openDoor();
  const answer = await answerCall(door, ownPage, { name: "link.open", input: { url: 5 } });
  expect(answer).toMatchObject({ ok: false, failure: { code: "usage/bad-input" } });
  expect(links).toEqual([]);
});

describe("an input that no command can need is refused before anything looks at it", () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;
  test.each<[string, unknown]>([
    ["a text of 5 MB", { search: "x".repeat(5 * 1024 * 1024) }],
    ["five million numbers", { ids: Array.from({ length: 5 * 1024 * 1024 }, () => 1) }],
    ["a very long key", { ["k".repeat(5 * 1024 * 1024)]: 1 }],
    ["a thousand levels", deep(1_000)],
    ["a circle", circle],
    ["a map", new Map([["a", 1]])],
    ["bytes", new Uint8Array(8)],
  ])("%s", async (_what, input) => {
    const { door, calls, refusals } = openDoor();
    const answer = await answerCall(door, ownPage, { name: "logs.search", input });
    expect(answer).toMatchObject({ ok: false, failure: { code: "security/refused" } });
    expect(calls).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  test("what is as large as it may be goes through", async () => {
    const { door, calls } = openDoor();
    await answerCall(door, ownPage, {
      name: "insights.get",
      input: { repositoryIds: Array.from({ length: 100_000 }, () => 1) },
    });
    expect(calls).toHaveLength(1);
    const file = { name: "a.csv", content: { kind: "text", text: "x".repeat(32 * 1024 * 1024) } };
    expect((await answerCall(door, ownPage, { name: "file.save", input: file })).ok).toBe(true);
  });
});

test("even a fault behind the door comes back as a failure", async () => {
  const bug = openDoor(() => {
    throw new Error("boom");
  });
  expect(await answerCall(bug.door, ownPage, { name: "account.list", input: {} })).toEqual(
    failed({ code: "internal/bug", detail: "boom" }),
  );
  const full = openDoor(() => {
    throw new FailureError({ code: "store/full" });
  });
  expect(await answerCall(full.door, ownPage, { name: "account.list", input: {} })).toEqual(
    failed({ code: "store/full" }),
  );
});
