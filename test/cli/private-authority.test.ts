import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { SampleServer } from "../../src/sample/sample-server.ts";
import { makeAuthority } from "../support/certificates.ts";
import { startTlsFront } from "../support/tls-front.ts";
import { startConnectProxy } from "./connect-proxy.ts";
import { startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

/*
 * A GitHub behind a certificate that a company's own authority vouches for. Node reads certificates and proxies from the
 * environment when it starts, so each test is about a process of its own.
 */

vi.setConfig({ testTimeout: 120_000 });

type CleanUp = (cleanUp: () => Promise<void>) => void;

interface PrivateGitHub {
  github: SampleServer;
  /** What `onramp` is told to reach it. */
  args: string[];
  /** The authority's certificate, as its administrators hand it out. */
  authorityFile: string;
}

/** Puts TLS with a certificate of the private authority in front of a test's GitHub. */
async function startPrivateGitHub(onTestFinished: CleanUp): Promise<PrivateGitHub> {
  const github = await startGitHub(onTestFinished);
  const { authority, localhost } = makeAuthority();
  const folder = mkdtempSync(join(tmpdir(), "onramp-authority-"));
  const authorityFile = join(folder, "authority.pem");
  writeFileSync(authorityFile, authority);
  const front = await startTlsFront(localhost, Number(new URL(github.apiUrl).port));
  onTestFinished(async () => {
    front.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const apiUrl = `https://localhost:${front.port}`;
  return { github, args: ["--api-url", apiUrl, "--org", github.organization, "--json"], authorityFile };
}

async function expectWholeSync(
  { github, args }: PrivateGitHub,
  environment: Record<string, string>,
  onTestFinished: CleanUp,
): Promise<void> {
  const terminal = makeTerminal(onTestFinished);
  const ended = await terminal.run(["sync", ...args], { token: github.token, environment });
  const done = eventsOf(ended.stdout).at(-1);
  expect(done).toMatchObject({ event: "done", verified: true });
  expect(ended.exitCode).toBe(0);
  // Main's requests and those of the worker threads.
  const { stats } = (await github.control({ type: "stats" })) as { stats: { requests: number } };
  expect(stats.requests).toBe(done!["requests"]);
}

test("without the authority the person is told at once what to do, and no token is sent", async ({
  onTestFinished,
}) => {
  const { github, args } = await startPrivateGitHub(onTestFinished);
  const terminal = makeTerminal(onTestFinished);
  const { exitCode, stdout, stderr } = await terminal.run(["sync", ...args], { token: github.token });
  expect(exitCode).toBe(1);
  expect(eventsOf(stdout).at(-1)).toMatchObject({
    event: "failed",
    code: "network/tls",
    action: expect.stringMatching(/certificate authority.+NODE_EXTRA_CA_CERTS/),
    detail: expect.stringContaining("certificate"),
  });
  expect(stderr).toContain("NODE_EXTRA_CA_CERTS");
  expect(await github.control({ type: "requests" })).toEqual({ type: "requests", requests: [] });
});

test("with the authority in NODE_EXTRA_CA_CERTS a whole sync works, in worker threads too", async ({
  onTestFinished,
}) => {
  const place = await startPrivateGitHub(onTestFinished);
  await expectWholeSync(place, { NODE_EXTRA_CA_CERTS: place.authorityFile }, onTestFinished);
});

test("with the authority in the system's store a whole sync works", async ({ onTestFinished, skip }) => {
  if (process.platform !== "linux")
    skip(`this is ${process.platform}, where a test would have to change the person's own store`);
  const place = await startPrivateGitHub(onTestFinished);
  // Where OpenSSL, and so Node, looks for the system's certificates.
  await expectWholeSync(place, { SSL_CERT_FILE: place.authorityFile }, onTestFinished);
});

test("through the proxy that HTTPS_PROXY names, every request is in a tunnel", async ({ onTestFinished }) => {
  const place = await startPrivateGitHub(onTestFinished);
  const proxy = await startConnectProxy(onTestFinished);
  const environment = {
    NODE_EXTRA_CA_CERTS: place.authorityFile,
    HTTPS_PROXY: proxy.address,
    // It would leave out loopback addresses, where this test's GitHub is.
    NO_PROXY: "",
  };
  await expectWholeSync(place, environment, onTestFinished);
  expect([...new Set(proxy.targets)]).toEqual([new URL(place.args[1]!).host]);
});

test("a proxy that is not there is named, and nothing goes past it", async ({ onTestFinished }) => {
  const place = await startPrivateGitHub(onTestFinished);
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  const environment = {
    NODE_EXTRA_CA_CERTS: place.authorityFile,
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    NO_PROXY: "",
  };
  const terminal = makeTerminal(onTestFinished);
  const args = ["sync", ...place.args];
  const { exitCode, stdout } = await terminal.run(args, { token: place.github.token, environment });
  expect(exitCode).toBe(4);
  expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "failed", code: "network/proxy-unreachable" });
  expect(await place.github.control({ type: "requests" })).toEqual({ type: "requests", requests: [] });
});
