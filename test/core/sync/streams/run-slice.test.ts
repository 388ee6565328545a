import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RepositoryId } from "../../../../src/shared/ids.ts";
import { freeAbandoned } from "../../../../src/core/jobs/job-queue.ts";
import type { ControlCommand, TruePullRequest, TrueRepository } from "../../../../src/sample/control.ts";
import { startSampleServer, type SampleServer } from "../../../../src/sample/sample-server.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { DirectSlices } from "./direct-slices.ts";

let server: SampleServer;
let slices: DirectSlices;
let busiest: TrueRepository;
let id: RepositoryId;

beforeEach(async () => {
  server = await startSampleServer({
    world: { repositories: 8, pullRequests: 500, longReviews: { pullRequests: 2, reviews: 250 } },
  });
  slices = new DirectSlices(server, temporaryDirectory());
  await slices.list();
  busiest = (await truth()).toSorted((a, b) => b.pullRequests - a.pullRequests)[0]!;
  id = slices.idOf(busiest.fullName.split("/")[1]!);
});

afterEach(async () => {
  slices.database.close();
  await server.close();
});

async function truth(): Promise<TrueRepository[]> {
  const answer = await server.control({ type: "truth" });
  if (answer.type !== "truth") throw new Error(answer.type);
  return answer.repositories;
}

async function trulyIn(repository: TrueRepository): Promise<TruePullRequest[]> {
  const answer = await server.control({ type: "truth", repository: repository.fullName });
  if (answer.type !== "repository-truth") throw new Error(answer.type);
  return answer.pullRequests;
}

const fault = (fault: Extract<ControlCommand, { type: "fault" }>["fault"], times = 1_000) =>
  server.control({ type: "fault", fault, match: { repository: busiest.fullName }, times });

interface StoredRow {
  id: number;
  number: number;
  title: string;
  state: string;
  updatedAt: string;
  reviews: string;
}

/** The stored pull requests of the busiest repository, each with the ids of its reviews. */
function stored(): StoredRow[] {
  return slices.database
    .prepare<[number], StoredRow>(
      `SELECT id, number, title, state, updated_at AS updatedAt,
         (SELECT json_group_array(r.id ORDER BY r.id) FROM reviews r WHERE r.pull_request_id = p.id) AS reviews
       FROM pull_requests p WHERE repository_id = ? ORDER BY number`,
    )
    .all(id);
}

async function expectTruth(): Promise<void> {
  const pullRequests = await trulyIn(busiest);
  expect(stored()).toEqual(
    pullRequests
      .toSorted((a, b) => a.number - b.number)
      .map(({ id, number, title, state, updatedAt, reviews }) => ({
        id,
        number,
        title,
        state: state.toLowerCase(),
        updatedAt,
        reviews: JSON.stringify(reviews.map((review) => review.id).toSorted((a, b) => a - b)),
      })),
  );
}

/** Runs the jobs that follow one another until the repository is settled. */
async function readToTheEnd(): Promise<void> {
  let follow = await slices.run("pull_requests", id);
  for (let jobs = 0; !follow.settled.includes(id); jobs += 1) {
    expect(jobs, "the repository is settled after a few jobs").toBeLessThan(10);
    if (follow.readReviews.includes(id)) follow = await slices.run("reviews", id);
    else if (follow.read.includes(id)) follow = await slices.run("pull_requests", id);
    else follow = await slices.run("verify", slices.organizationId, { repositoryIds: [id] });
  }
}

test("one sync job runs synchronously in-process, without pool or window, and stores what GitHub holds", async () => {
  const [smallest] = (await truth())
    .filter(({ pullRequests }) => pullRequests > 0 && pullRequests <= 50)
    .toSorted((a, b) => a.pullRequests - b.pullRequests);
  busiest = smallest!;
  id = slices.idOf(busiest.fullName.split("/")[1]!);
  const before = slices.requests;
  const follow = await slices.run("pull_requests", id);
  expect(slices.requests - before).toBe(1);
  expect(follow).toEqual({ read: [], readReviews: [], settled: [id] });
  await expectTruth();
  expect(slices.ledger(id)).toEqual([
    { state: "verified", githubCount: busiest.pullRequests, storedCount: busiest.pullRequests },
    {
      state: expect.stringMatching(/verified|empty/),
      githubCount: busiest.reviews,
      storedCount: busiest.reviews,
    },
  ]);
});

test("a repository of many pages, with review lists longer than a page, is read and verified job by job", async () => {
  await readToTheEnd();
  await expectTruth();
  expect(slices.ledger(id)).toMatchObject([
    { state: "verified", githubCount: busiest.pullRequests },
    { state: "verified", githubCount: busiest.reviews, storedCount: busiest.reviews },
  ]);
});

test("every permit that a job asks for is given back", async () => {
  await fault({ kind: "server-error", form: "502-html" }, 2);
  await slices.attempt("pull_requests", id, 1);
  await slices.attempt("pull_requests", id, 2);
  await readToTheEnd();
  expect(slices.permitsOut).toBe(0);
});

test("what it tells on the way adds up to what it stored", async () => {
  await readToTheEnd();
  const told = slices.reports.filter((report) => report.kind === "rows-stored");
  const sum = (of: "pullRequests" | "reviews") => told.reduce((total, report) => total + report[of], 0);
  expect([sum("pullRequests"), sum("reviews")]).toEqual([busiest.pullRequests, busiest.reviews]);
});

describe("a slice", () => {
  test("yields after its pages, and the next one goes on behind them: no page is read twice", async () => {
    slices.maxPages = 1;
    const before = slices.requests;
    await slices.run("pull_requests", id);
    const yielding = slices.requests - before;
    const other = new DirectSlices(server, temporaryDirectory());
    await other.list();
    const listed = other.requests;
    await other.run("pull_requests", other.idOf(busiest.fullName.split("/")[1]!));
    expect(yielding).toBe(other.requests - listed);
    other.database.close();
  });

  test("that is ended in the middle of a request keeps what it has committed, and no page is read twice", async () => {
    let pages = 0;
    slices.onRequest = (abort) => {
      pages += 1;
      if (pages === 2) abort();
    };
    await readToTheEnd();
    await expectTruth();
    const read = slices.reports.filter((report) => report.kind === "rows-stored" && report.pullRequests > 0);
    expect(read.reduce((sum, it) => sum + (it.kind === "rows-stored" ? it.pullRequests : 0), 0)).toBe(
      busiest.pullRequests,
    );
  });

  test("whose lease was taken back while it fetched stores nothing of that page (P8)", async () => {
    slices.maxPages = 1;
    slices.onRequest = () => freeAbandoned(slices.database, "the next process", Date.now());
    await expect(slices.run("pull_requests", id)).rejects.toMatchObject({
      failure: { code: "job/superseded" },
    });
    expect(stored()).toEqual([]);
  });

  test("whose answer is no use changes no row (G2)", async () => {
    await readToTheEnd();
    const before = stored();
    await fault({ kind: "html-200" });
    const verify = () => slices.run("verify", slices.organizationId, { repositoryIds: [id] });
    await expect(verify()).rejects.toMatchObject({ failure: { code: "github/bad-response" } });
    expect(stored()).toEqual(before);
    await server.control({ type: "reset" });
    freeAbandoned(slices.database, "the next process", Date.now());
    expect(await verify()).toMatchObject({ settled: [id] });
  });
});

describe("a later reading", () => {
  test("of a repository that has not changed is one count, for all repositories together", async () => {
    await readToTheEnd();
    const before = slices.requests;
    const follow = await slices.run("verify", slices.organizationId, { repositoryIds: [id] });
    expect(follow.settled).toEqual([id]);
    expect(slices.requests - before).toBe(1);
  });

  test("reads only what was updated since", async () => {
    await readToTheEnd();
    const number = (await trulyIn(busiest))[10]!.number;
    // GitHub's times are whole seconds: an update in the second of the last reading could not be told from it.
    await server.control({ type: "advance-clock", byMs: 5_000 });
    await server.control({
      type: "update-pull-request",
      repository: busiest.fullName,
      number,
      title: "Changed",
    });
    const before = slices.requests;
    const follow = await slices.run("verify", slices.organizationId, { repositoryIds: [id] });
    expect(follow.read).toEqual([id]);
    await readToTheEnd();
    expect(slices.requests - before).toBeLessThanOrEqual(4);
    await expectTruth();
  });
});

describe("a repository of which GitHub can count, but not give, the pull requests (G18)", () => {
  /** Reads until the repository is settled, as the queue's attempts do. */
  async function readUntilNamed(): Promise<void> {
    for (let attempt = 1; attempt < 20 && slices.ledger(id).length === 0; attempt += 1) {
      await slices.attempt("pull_requests", id, attempt);
    }
  }

  beforeEach(async () => {
    // The count comes with the pull request that was updated last; all others are out of reach, from both ends.
    const numbers = (await trulyIn(busiest)).map(({ number }) => number).toSorted((a, b) => a - b);
    const number = numbers[Math.floor(numbers.length / 2)]!;
    await server.control({ type: "advance-clock", byMs: 5_000 });
    await server.control({
      type: "update-pull-request",
      repository: busiest.fullName,
      number,
      title: "Newest",
    });
    await fault({ kind: "fails-at-every-size", from: 1, to: number - 1 });
    await fault({ kind: "fails-at-every-size", from: number + 1, to: 1_000_000 });
  });

  test("is named as a gap, with GitHub's count", async () => {
    await readUntilNamed();
    const { pullRequests } = busiest;
    expect(slices.ledger(id)[0]).toEqual({ state: "gaps", githubCount: pullRequests, storedCount: 0 });
  });

  test("is read by a later run, once GitHub can give it", async () => {
    await readUntilNamed();
    await server.control({ type: "reset" });
    const follow = await slices.run("verify", slices.organizationId, { repositoryIds: [id] });
    expect(follow.read).toEqual([id]);
    await readToTheEnd();
    await expectTruth();
    expect(slices.ledger(id)).toMatchObject([{ state: "verified" }, { state: "verified" }]);
  });
});
