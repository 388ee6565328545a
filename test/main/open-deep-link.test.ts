import { expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { findLinkTarget } from "../../src/main/open-deep-link.ts";
import { ok } from "../../src/shared/result.ts";

/** A core that knows one account with one organization, of which one repository was synced. */
function knowingCore(): { core: Pick<Core, "call">; called: string[] } {
  const called: string[] = [];
  const answers: Record<string, unknown> = {
    "app.getState": { organizations: [{ id: 7, login: "Acme" }] },
    "sync.get": { repositories: [{ repositoryId: 12, fullName: "Acme/api" }] },
    "account.list": [{ id: 3, host: "github.com" }],
  };
  const call = (async (name: string) => {
    called.push(name);
    return ok(answers[name]);
  }) as Core["call"];
  return { core: { call }, called };
}

test("a repository that was synced opens by its name, in whatever case", async () => {
  const target = await findLinkTarget(knowingCore().core, {
    kind: "repository",
    owner: "ACME",
    name: "API",
  });
  expect(target).toEqual({
    kind: "screen",
    address: "#/insights?organization=7&repository=12&name=Acme%2Fapi",
  });
});

test("one that was not synced yet can be chosen", async () => {
  const target = await findLinkTarget(knowingCore().core, {
    kind: "repository",
    owner: "acme",
    name: "other",
  });
  expect(target).toEqual({ kind: "screen", address: "#/choose?organization=7" });
});

test("one of an unknown organization leads nowhere, and GitHub is not asked for it", async () => {
  const { core, called } = knowingCore();
  const target = await findLinkTarget(core, { kind: "repository", owner: "evil", name: "api" });
  expect(target).toMatchObject({ kind: "nowhere", title: "evil/api is not known here" });
  expect(called).toEqual(["app.getState"]);
});

test("a sign-in opens for the account of the host; a host that nobody named before is not taken over", async () => {
  const { core } = knowingCore();
  expect(await findLinkTarget(core, { kind: "sign-in", host: "github.com" })).toEqual({
    kind: "screen",
    address: "#/connect?account=3",
  });
  expect(await findLinkTarget(core, { kind: "sign-in", host: "evil.example" })).toEqual({
    kind: "screen",
    address: "#/connect",
  });
});
