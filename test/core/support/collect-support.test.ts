import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCore } from "../../../src/core/open-core.ts";
import type { Core } from "../../../src/core/core.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { systemClock } from "../../../src/core/ports.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import type { CommandInput } from "../../../src/shared/contract.ts";
import { bundleText, type SupportBundle } from "../../../src/shared/support.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let server: SampleServer;
let core: Core;

/** A core that has synced an organization of which one repository failed. */
beforeEach(async () => {
  server = await startSampleServer({ enterprise: true, world: { pullRequests: 200 } });
  core = await openCore({
    dataDirectory: temporaryDirectory(),
    version: "1.2.3-test",
    keychain: createSessionKeychain(),
    clock: systemClock,
    network: { isOnline: () => true, onChange: () => () => undefined },
    workerFiles: {
      sync: new URL("../../../src/workers/sync-worker.ts", import.meta.url),
      reader: new URL("../../../src/workers/reader-worker.ts", import.meta.url),
    },
    resumesAtStart: false,
    startSample: () => Promise.reject(new Error("the sample is not needed")),
  });
  const connected = await core.call("account.connect", {
    host: server.apiUrl,
    token: server.token,
    storage: "session",
    organization: server.organization,
  });
  if (!connected.ok) throw new Error(connected.failure.code);
  const organizationId = connected.value.organization!.id;
  const match = { operation: "PullRequestPage", repository: "tide-service" };
  await server.control({ type: "fault", fault: { kind: "sso" }, match });
  const ended = new Promise<void>((resolve) => {
    core.subscribe((event) => {
      if (event.name === "run.changed" && event.payload.run.endedAt !== null) resolve();
    });
  });
  const listed = new Promise<void>((resolve) => {
    core.subscribe((event) => {
      if (event.name === "repositories.changed" && event.payload.state.kind === "loaded") resolve();
    });
  });
  await core.call("repositories.load", { organizationId });
  await listed;
  const started = await core.call("sync.start", { organizationId, repositories: { kind: "all" } });
  if (!started.ok) throw new Error(started.failure.code);
  await ended;
}, 60_000);

afterEach(async () => {
  await core.close();
  await server.close();
});

async function collect(request: CommandInput<"support.collect">): Promise<SupportBundle> {
  const bundle = await core.call("support.collect", request);
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.failure));
  return bundle.value;
}

describe("a support bundle", { timeout: 60_000 }, () => {
  test("holds what is needed to find a fault, and no token", async () => {
    const { files } = await collect({ extent: "all", names: "kept" });
    expect(files.map(({ name }) => name)).toEqual([
      ...["diagnostics.txt", "runs.json", "repositories.json", "jobs.json", "database.json"],
      ...["log-warnings.jsonl", "log.jsonl"],
    ]);
    const [diagnostics] = files;
    for (const words of [
      ...["Version: 1.2.3-test", `Platform: ${process.platform}`, "Runtime: Node 24", "Keychain: "],
      ...["Rows: accounts=1", "schema 1", "complete-with-gaps", "reservePercent=10", "harborlight"],
    ]) {
      expect(diagnostics!.text).toContain(words);
    }
    const text = bundleText({ names: "kept", files });
    expect(text).toContain("tide-service");
    expect(text).toContain("auth/sso-required");
    expect(text).not.toContain(server.token);
    expect(text.startsWith("Onramp support bundle")).toBe(true);
    for (const line of files.at(-1)!.text.split("\n")) expect(JSON.parse(line)).toHaveProperty("event");
  });

  test("with its names replaced names neither people nor private repositories nor the host", async () => {
    const bundle = await collect({ extent: "all", names: "replaced" });
    const text = bundleText(bundle);
    const { host } = new URL(server.apiUrl);
    for (const name of [server.organization, host, ...(await privateNames())]) {
      expect(
        text.toLowerCase().match(new RegExp(`(?<![\\w.-])${RegExp.escape(name.toLowerCase())}(?![\\w-])`)),
      ).toBeNull();
    }
    expect(text).toMatch(/organization-[0-9a-f]{6}/);
    expect(text).toMatch(/host-[0-9a-f]{6}/);
  });

  test("of one short text is the diagnostics alone", async () => {
    const { files } = await collect({ extent: "diagnostics", names: "replaced" });
    expect(files.map(({ name }) => name)).toEqual(["diagnostics.txt"]);
    expect(files[0]!.text.length).toBeLessThan(10_000);
  });
});

async function privateNames(): Promise<string[]> {
  const state = await core.call("app.getState", {});
  if (!state.ok) throw new Error(state.failure.code);
  const { organizationId } = state.value.run!;
  const list = await core.call("repositories.load", { organizationId });
  if (!list.ok) throw new Error(list.failure.code);
  const names = list.value.repositories
    .filter(({ visibility }) => visibility !== "public")
    .map(({ name }) => name);
  expect(names.length).toBeGreaterThan(3);
  return [...names, ...state.value.accounts.map(({ login }) => login)];
}
