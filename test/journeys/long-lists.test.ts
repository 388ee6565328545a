import { expect, test } from "vitest";
import { Stage } from "./support/stage.ts";
import { ask } from "./support/truth.ts";

test("a pull request with 250 reviews has 250 reviews", async () => {
  const stage = await Stage.open({ world: { repositories: 2, pullRequests: 12, members: 3 } });
  const [name] = (await stage.names()) as [string];
  const { pullRequests } = await ask(stage.github, { type: "truth", repository: name }, "repository-truth");
  const { number, reviews } = pullRequests[3]!;
  await stage.control({ type: "add-review", repository: name, number, count: 250 - reviews.length });

  await stage.start();
  await stage.expectVerified();
  const ofIt = `reviews v JOIN pull_requests p ON p.id = v.pull_request_id
    JOIN repositories r ON r.id = p.repository_id WHERE r.name = '${name}' AND p.number = ${number}`;
  expect(stage.count(ofIt)).toBe(250);
  await stage.close();
});

test("100 pull requests with 101 reviews each are read to the last review", async () => {
  const longReviews = { pullRequests: 100, reviews: 101 };
  const world = { repositories: 20, pullRequests: 400, members: 3, specials: true, longReviews };
  const stage = await Stage.open({ world });
  await stage.start();
  await stage.expectVerified();
  const long = "SELECT 1 FROM reviews GROUP BY pull_request_id HAVING count(*) = 101";
  expect(stage.count(`(${long})`)).toBe(100);
  await stage.close();
});

test("members beyond one page are all there, and those who leave are gone", async () => {
  const stage = await Stage.open({ world: { repositories: 1, pullRequests: 3, members: 230 } });
  await stage.start();
  await stage.expectVerified();
  expect(stage.count("members")).toBe(230);

  const { members } = await ask(stage.github, { type: "truth" }, "truth");
  await stage.control({ type: "remove-member", login: members.at(-1)! });
  await stage.start();
  await stage.expectVerified();
  expect(stage.count("members")).toBe(229);
  await stage.close();
});
