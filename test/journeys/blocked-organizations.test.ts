import { expect, test } from "vitest";
import { Stage } from "./support/stage.ts";

const world = { repositories: 3, pullRequests: 30, members: 3 };

test("each organization that single sign-on hides is named, with the page where its token is authorized", async () => {
  const stage = await Stage.open({ world });
  await stage.fault({ kind: "sso-partial-results" }, { route: "/user/orgs" });
  await stage.fault({ kind: "sso" }, { route: "/organizations/" });
  const owners = await stage.call("organizations.list", { accountId: stage.account.id });
  expect(owners.filter(({ blocked }) => blocked !== null)).toMatchObject([
    {
      login: "harborlight",
      blocked: {
        code: "auth/sso-required",
        link: expect.stringMatching(/^https:\/\/github\.com\/orgs\/harborlight\/sso\?authorization_request=/),
      },
    },
  ]);
  await stage.close();
});

test("where GitHub tells the name but no page of its own, the page of all tokens is named", async () => {
  const stage = await Stage.open({ world });
  await stage.fault({ kind: "sso-partial-results" }, { route: "/user/orgs" });
  await stage.fault({ kind: "not-found" }, { route: "/organizations/" });
  const owners = await stage.call("organizations.list", { accountId: stage.account.id });
  expect(owners.filter(({ blocked }) => blocked !== null)).toMatchObject([
    {
      login: expect.stringMatching(/^organization \d+$/),
      blocked: { code: "auth/sso-required", link: expect.stringMatching(/\/settings\/tokens$/) },
    },
  ]);
  await stage.close();
});

test("a token that may not list organizations still shows the person's own repositories, and the cause", async () => {
  const stage = await Stage.openUnconnected({ world });
  const { apiUrl, token } = stage.github;
  const { account } = await stage.call("account.connect", { host: apiUrl, token, storage: "session" });
  await stage.fault({ kind: "scope-missing", scope: "read:org" }, { route: "/user/orgs" });
  await expect(stage.call("organizations.list", { accountId: account.id })).rejects.toMatchObject({
    failure: { code: "auth/scope-missing", detail: expect.stringContaining("read:org") },
  });
  const { organizations } = await stage.call("app.getState", {});
  expect(organizations).toMatchObject([{ kind: "user", login: account.login }]);
  await stage.close();
});
