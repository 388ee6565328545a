import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { askPage, tell } from "./client.ts";

const repository = "cargo-api";

let server: SampleServer;
beforeEach(async () => {
  server = await startSampleServer({ enterprise: true, keepsAnswers: true });
});
afterEach(() => server.close());

describe("a server that keeps its answers", () => {
  test("answers the same question alike, and another one for itself", async () => {
    const page = await askPage(server, repository, { first: 5 });
    expect(await askPage(server, repository, { first: 5 })).toEqual(page);
    expect((await askPage(server, repository, { first: 3 })).nodes).toEqual(page.nodes.slice(0, 3));
    expect((await askPage(server, "vessel-tracker", { first: 5 })).nodes).not.toEqual(page.nodes);
  });

  test("tells of every change at once", async () => {
    const before = await askPage(server, repository, { first: 5 });
    await server.control({ type: "open-pull-request", repository });
    expect((await askPage(server, repository, { first: 5 })).totalCount).toBe(before.totalCount + 1);
  });

  test("counts a kept page as one that was read", async () => {
    const { nodes } = await askPage(server, repository, { first: 5 });
    const number = nodes[0]!.number;
    const command = { type: "update-pull-request", repository, number, title: "Touched" } as const;
    await server.control({ type: "on-page", repository, page: 2, command });
    for (let page = 1; page <= 2; page += 1) await askPage(server, repository, { first: 5 });
    const touched = await tell(server, repository);
    expect(touched.find((it) => it.number === number)?.title).toBe("Touched");
    expect((await askPage(server, repository, { first: 5 })).nodes[0]!.title).toBe("Touched");
  });

  test("lets a fault strike a question whose answer it keeps, and keeps nothing of it", async () => {
    const page = await askPage(server, repository, { first: 5 });
    const set = await server.control({ type: "fault", fault: { kind: "resource-limits" }, times: 1 });
    expect(set.type).toBe("id");
    await expect(askPage(server, repository, { first: 5 })).rejects.toThrow();
    expect(await askPage(server, repository, { first: 5 })).toEqual(page);
  });
});
