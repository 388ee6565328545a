import { describe, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { APP_PAGE } from "../../src/main/app-scheme.ts";
import { answerCall, type Caller, type HostHandlers } from "../../src/main/ipc-door.ts";
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
    "folder.open": async () => ok(null),
  };
  return { calls, links, door: { core: { call }, host } };
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
    const { door, calls } = openDoor();
    const answer = await answerCall(door, caller, { name: "account.list", input: {} });
    expect(answer).toMatchObject({ ok: false, failure: { code: "usage/bad-input" } });
    expect(calls).toEqual([]);
  });
});

test.each(["account.steal", "toString", "__proto__", "constructor"])(
  "the unknown command %s is refused by its name",
  async (name) => {
    const { door, calls } = openDoor();
    const answer = await answerCall(door, ownPage, { name, input: {} });
    expect(answer).toEqual(failed({ code: "usage/unknown-command", detail: name }));
    expect(calls).toEqual([]);
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
