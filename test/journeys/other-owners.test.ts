import { expect, test } from "vitest";
import { Stage } from "./support/stage.ts";
import { expectSameRows, readTruth } from "./support/truth.ts";

const world = { repositories: 20, pullRequests: 300, members: 4 };

test("an Enterprise Server, with its other addresses and without limits, is read like github.com", async () => {
  const stage = await Stage.open({ world, enterprise: true });
  await stage.start();
  const { run } = await stage.expectVerified();
  expect(run.pointsRemaining).toBeNull();
  await stage.close();
});

test("a person's own repositories are read like an organization's, without members", async () => {
  const stage = await Stage.open({ world, ofUser: true });
  await stage.start();
  const { run, repositories } = await stage.end();
  expect(run).toMatchObject({ state: "complete", members: null });
  expect(repositories.map(({ fullName }) => fullName).toSorted()).toEqual([
    `${stage.account.login}/dotfiles`,
    `${stage.account.login}/tide-clock`,
  ]);
  const truth = await readTruth(
    stage.github,
    repositories.map(({ fullName }) => fullName),
  );
  expectSameRows(stage.stored(), { ...truth, members: [] });
  await stage.close();
});
