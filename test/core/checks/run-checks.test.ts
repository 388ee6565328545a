import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runChecks } from "../../../src/core/checks/run-checks.ts";
import type { CheckedHost, CheckSurroundings } from "../../../src/core/checks/surroundings.ts";
import { openDatabase } from "../../../src/core/database/connection.ts";
import { createOsKeychain } from "../../../src/core/keychain/os-keychain.ts";
import { createSessionKeychain } from "../../../src/core/keychain/session-keychain.ts";
import { createTokenVault } from "../../../src/core/keychain/token-vault.ts";
import { systemClock, type Clock } from "../../../src/core/ports.ts";
import { createReader } from "../../../src/core/reader/reader.ts";
import type { Fault } from "../../../src/sample/faults.ts";
import { startSampleServer, type SampleServer } from "../../../src/sample/sample-server.ts";
import type { CheckName, Finding } from "../../../src/shared/checks.ts";
import { describeFinding, hasBadFinding } from "../../../src/shared/checks.ts";
import { ok } from "../../../src/shared/result.ts";
import { openClient } from "../github/open-client.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const READER = new URL("../../../src/workers/reader-worker.ts", import.meta.url);
const SYNC_WORKER = new URL("../../../src/workers/sync-worker.ts", import.meta.url);
const BROKEN_WORKER = new URL("../../faults/support/worker-that-cannot-load.ts", import.meta.url);

/** A data directory in which all is well, and what is around it. */
function surroundings(changes: Partial<CheckSurroundings> = {}): CheckSurroundings {
  const dataDirectory = changes.dataDirectory ?? temporaryDirectory();
  openDatabase(dataDirectory, 5).close();
  const vault = createTokenVault(createSessionKeychain(), systemClock, () => undefined);
  return {
    dataDirectory,
    clock: systemClock,
    keychainState: () => vault.state(),
    async inspectDatabase() {
      const reader = createReader({ workerFile: READER, dataDirectory, logDirectory: dataDirectory });
      const inspection = await reader.inspectDatabase();
      await reader.close();
      return inspection;
    },
    syncWorkerFile: SYNC_WORKER,
    isOnline: () => true,
    hosts: [],
    environment: {},
    ...changes,
  };
}

async function check(name: CheckName, changes: Partial<CheckSurroundings> = {}): Promise<Finding> {
  const [finding] = await runChecks(surroundings(changes), [name]);
  return finding!;
}

/** The sample GitHub, as an account's host. */
async function sampleHost({ clock = systemClock, enterprise = false } = {}): Promise<{
  server: SampleServer;
  host: CheckedHost;
}> {
  const server = await startSampleServer({ enterprise, limits: enterprise ? "off" : "published" });
  onTestFinished(() => server.close());
  const client = () => Promise.resolve(ok(openClient(server, { clock }).client));
  return { server, host: { host: "sample", apiUrl: server.apiUrl, account: { login: "ada", client } } };
}

/** A host at which nothing answers: what listened there has stopped. */
async function silentHost(): Promise<CheckedHost> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return { host: "nobody", apiUrl: `http://127.0.0.1:${port}`, account: null };
}

const setFault = (server: SampleServer, fault: Fault) => server.control({ type: "fault", fault, match: {} });

test("where all is well, every check says so, and none is bad", { timeout: 30_000 }, async () => {
  const { host } = await sampleHost();
  const findings = await runChecks(surroundings({ hosts: [host] }));
  expect(findings.map(({ check, kind }) => [check, kind])).toEqual([
    ["keychain", "well"],
    ["database", "well"],
    ["disk", expect.stringMatching(/well|low/)],
    ["workers", "well"],
    ["network", "well"],
    ["proxy", "none"],
    ["github", "well"],
    ["clock", "well"],
  ]);
  expect(hasBadFinding(findings)).toBe(false);
});

describe("the keychain", () => {
  test("that no service answers for is named", async () => {
    const keychain = createOsKeychain({ platform: "linux", environment: {} });
    const vault = createTokenVault(keychain, systemClock, () => undefined);
    const finding = await check("keychain", { keychainState: () => vault.state() });
    expect(finding).toMatchObject({ kind: "broken", failure: { code: "keychain/unavailable" } });
  });
});

describe("the database", () => {
  test("that another program keeps locked is busy", { timeout: 30_000 }, async () => {
    const dataDirectory = temporaryDirectory();
    const holder = openDatabase(dataDirectory, 5);
    holder.exec("BEGIN IMMEDIATE");
    const finding = await check("database", { dataDirectory }).finally(() => holder.close());
    expect(finding).toMatchObject({ kind: "broken", failure: { code: "store/busy" } });
  });

  test("of which a page was overwritten is damaged, and is left as it is", async () => {
    const dataDirectory = temporaryDirectory();
    const changes = surroundings({ dataDirectory });
    const path = join(dataDirectory, "onramp.db");
    const descriptor = openSync(path, "r+");
    writeSync(descriptor, Buffer.alloc(4096, 0xff), 0, 4096, 4096 * 3);
    closeSync(descriptor);
    const [finding] = await runChecks(changes, ["database"]);
    expect(finding).toMatchObject({ kind: "broken", failure: { code: "store/corrupt" } });
  });
});

describe("the disk", () => {
  test("with hardly any room is full", async (context) => {
    const dataDirectory = join(temporaryDirectory(), "small");
    mkdirSync(dataDirectory);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", dataDirectory]);
    if (mounted.status !== 0) context.skip("no right to mount a small disk");
    onTestFinished(() => void spawnSync("umount", [dataDirectory]));
    const finding = await check("disk", { dataDirectory });
    expect(finding).toMatchObject({ kind: "broken", failure: { code: "store/full" } });
  });

  test("on which the data directory is gone cannot be written", async () => {
    const dataDirectory = join(temporaryDirectory(), "data");
    const changes = surroundings({ dataDirectory });
    rmSync(dataDirectory, { recursive: true });
    expect(await runChecks(changes, ["disk"])).toMatchObject([{ failure: { code: "store/not-writable" } }]);
  });
});

test(
  "a worker that cannot be loaded is named, with what its loading ran into",
  { timeout: 30_000 },
  async () => {
    const finding = await check("workers", { syncWorkerFile: BROKEN_WORKER });
    expect(finding).toMatchObject({
      kind: "broken",
      failure: { code: "worker/cannot-start", detail: expect.stringMatching(/./) },
    });
  },
);

describe("the network", () => {
  const named = (apiUrl: string): CheckedHost => ({ host: "named", apiUrl, account: null });

  test("that the system says is not there is believed", async () => {
    const finding = await check("network", { isOnline: () => false });
    expect(finding).toMatchObject({ failure: { code: "network/offline" } });
  });

  test("in which a name cannot be resolved names it", async () => {
    // Reserved to never exist (RFC 2606).
    const finding = await check("network", { hosts: [named("https://github.invalid")] });
    expect(finding).toMatchObject({ kind: "broken", host: "github.invalid" });
    expect(describeFinding(finding, "en").sentence).toMatch(/^github\.invalid: /);
  });

  test("is asked for the proxy's name only, where there is a proxy", async () => {
    const environment = { https_proxy: "http://localhost:1" };
    const finding = await check("network", { hosts: [named("https://github.invalid")], environment });
    expect(finding).toMatchObject({ kind: "well", hosts: ["localhost"] });
  });
});

describe("a proxy", () => {
  const hosts: CheckedHost[] = [{ host: "named", apiUrl: "https://api.github.com", account: null }];

  test("at which nothing answers is named, without its password", async () => {
    const environment = { HTTPS_PROXY: "http://ada:secret@127.0.0.1:1" };
    const finding = await check("proxy", { hosts, environment });
    expect(finding).toMatchObject({ failure: { code: "network/proxy-unreachable" } });
    expect(JSON.stringify(finding)).toContain("127.0.0.1:1");
    expect(JSON.stringify(finding)).not.toContain("secret");
  });

  test("whose address cannot be read is named by its variable", async () => {
    const finding = await check("proxy", { hosts, environment: { HTTPS_PROXY: "http://" } });
    expect(finding).toMatchObject({
      kind: "broken",
      failure: { detail: "HTTPS_PROXY does not hold an address" },
    });
  });

  test("that takes connections is well, and one that NO_PROXY excepts is not asked", async () => {
    const proxy = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    onTestFinished(() => void proxy.close());
    await once(proxy, "listening");
    const { port } = proxy.address() as AddressInfo;
    const HTTPS_PROXY = `http://127.0.0.1:${port}`;
    expect(await check("proxy", { hosts, environment: { HTTPS_PROXY } })).toMatchObject({ kind: "well" });
    const excepted = await check("proxy", {
      hosts,
      environment: { HTTPS_PROXY, NO_PROXY: "x.org,.github.com" },
    });
    expect(excepted).toEqual({ check: "proxy", kind: "none" });
  });
});

describe("GitHub", () => {
  test("tells what is left of its limits", async () => {
    const { host } = await sampleHost();
    const finding = await check("github", { hosts: [host] });
    expect(finding).toMatchObject({
      kind: "well",
      login: "ada",
      limits: [{ resource: "core" }, { resource: "graphql" }],
    });
    expect(describeFinding(finding, "en").sentence).toMatch(/Requests left this hour: 5,000 of 5,000\./);
  });

  test("whose limit is used up is a word of caution with the time of the new one", async () => {
    const { server, host } = await sampleHost();
    await server.control({ type: "exhaust-limit", resource: "graphql", resetInMs: 600_000 });
    const finding = await check("github", { hosts: [host] });
    expect(finding).toMatchObject({ kind: "used-up" });
    expect(describeFinding(finding, "en").sentence).toMatch(
      /Points left this hour: 0 of 5,000, a new budget at /,
    );
  });

  test("of an Enterprise Server without limits has none", async () => {
    const { host } = await sampleHost({ enterprise: true });
    expect(await check("github", { hosts: [host] })).toMatchObject({ kind: "well", limits: null });
  });

  test("that refuses the token, and one at which nothing answers, are named", async () => {
    const { server, host } = await sampleHost();
    await setFault(server, { kind: "bad-credentials" });
    expect(await check("github", { hosts: [host] })).toMatchObject({
      kind: "broken",
      failure: { code: "auth/token-rejected" },
    });
    const nobody = await silentHost();
    expect(await check("github", { hosts: [nobody] })).toMatchObject({
      failure: { code: "network/refused" },
    });
  });
});

describe("the clock", () => {
  const turned = (byMs: number): Clock => ({ ...systemClock, now: () => Date.now() + byMs });

  test.each([
    ["an hour ahead", 3_600_000, "60 minutes ahead of that"],
    ["an hour behind", -3_600_000, "60 minutes behind that"],
  ])("%s of GitHub's is told", async (_which, byMs, words) => {
    const clock = turned(byMs);
    const { host } = await sampleHost({ clock });
    const finding = await check("clock", { hosts: [host], clock });
    expect(finding).toMatchObject({ kind: "off", aheadMs: expect.closeTo(byMs, -4) });
    expect(describeFinding(finding, "en").sentence).toContain(words.replace(" that", ""));
  });

  test("cannot be told when GitHub does not answer, and that alone is not bad", async () => {
    const finding = await check("clock", {
      hosts: [await silentHost()],
    });
    expect(finding).toMatchObject({ kind: "unknown" });
    expect(hasBadFinding([finding])).toBe(false);
  });
});
