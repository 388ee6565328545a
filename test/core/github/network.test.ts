import { execFile } from "node:child_process";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { failureOfNetworkError } from "../../../src/core/github/network-failures.ts";
import { fetchViewer } from "../../../src/core/github/viewer.ts";
import type { FailureCode } from "../../../src/shared/failures.ts";
import { failureFrom, openClient } from "./open-client.ts";
import { makeSelfSigned } from "../../support/certificates.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { serve } from "./serve.ts";

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** What asking for the viewer at this address fails with. */
async function failAt(apiUrl: string): Promise<FailureCode> {
  const { client, told } = openClient({ apiUrl, token: "ghp_0000000000000000000000000000000000000001" });
  const { code } = await failureFrom(fetchViewer(client));
  expect(told.log).toEqual([expect.objectContaining({ code })]);
  return code;
}

/** The same, in a process that has been told of this proxy. */
async function failThrough(proxy: string, apiUrl: string): Promise<FailureCode> {
  const script = fileURLToPath(new URL("ask-through-proxy.ts", import.meta.url));
  const env = { ...process.env, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [script, apiUrl], { env });
  return (JSON.parse(stdout) as { code: FailureCode }).code;
}

describe("G4: each way in which a connection fails has its own name", () => {
  test("nothing listens at the address", async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await failAt(`http://127.0.0.1:${port}`)).toBe("network/refused");
  });

  test("a certificate that nobody vouches for", async () => {
    const server = createHttpsServer(makeSelfSigned(), (_request, response) => response.end("{}"));
    const port = await listen(server);
    expect(await failAt(`https://localhost:${port}`)).toBe("network/tls");
  });

  test("a server that does not speak TLS", async () => {
    const port = await listen(createHttpServer());
    expect(await failAt(`https://127.0.0.1:${port}`)).toBe("network/tls");
  });

  test("an address from which nothing comes back, not even a connection", async () => {
    const accepted = Promise.withResolvers<Socket>();
    const port = await listen(createServer((socket) => accepted.resolve(socket)));
    const clock = new FakeClock();
    const { client } = openClient({ apiUrl: `https://localhost:${port}`, token: "ghp_1" }, { clock });
    const failing = failureFrom(fetchViewer(client));
    closing.push(
      (
        (socket) => () =>
          socket.destroy()
      )(await accepted.promise),
    );
    clock.advance(8_000);
    expect(await failing).toEqual({ code: "network/offline", detail: "no connection was made within 8 s" });
  });

  test("something that is no web server", async () => {
    const port = await listen(createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")));
    expect(await failAt(`http://127.0.0.1:${port}`)).toBe("github/bad-response");
  });

  test("a connection that is closed without an answer", async () => {
    const port = await listen(createServer((socket) => socket.once("data", () => socket.end())));
    expect(await failAt(`http://127.0.0.1:${port}`)).toBe("network/reset");
  });

  test("a body that is not compressed as it says, or ends early", async () => {
    const server = await serve((request, response) => {
      const headers = { "content-type": "application/json", "content-encoding": "gzip" };
      const body = request.url === "/broken/user" ? Buffer.from("not gzip") : gzipSync("{}".repeat(99));
      response.writeHead(200, headers).end(request.url === "/broken/user" ? body : body.subarray(0, 12));
    });
    closing.push(() => void server.close());
    expect(await failAt(`${server.apiUrl}/broken`)).toBe("github/bad-response");
    expect(await failAt(`${server.apiUrl}/short`)).toBe("github/bad-response");
  });

  test("redirects without an end", async () => {
    const server = await serve((_request, response) => response.writeHead(302, { location: "/user" }).end());
    closing.push(() => void server.close());
    expect(await failAt(server.apiUrl)).toBe("github/bad-response");
  });

  test("a 407 in the place of the answer", async () => {
    const server = await serve((_request, response) => response.writeHead(407).end());
    closing.push(() => void server.close());
    expect(await failAt(server.apiUrl)).toBe("network/proxy-refused");
  });

  test.each(["http", "https"])("a proxy that wants a sign-in first, for %s", async (scheme) => {
    const proxy = createHttpServer((_request, response) => response.writeHead(407).end());
    proxy.on("connect", (_request, socket) =>
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
    );
    const address = `http://127.0.0.1:${await listen(proxy)}`;
    expect(await failThrough(address, `${scheme}://github.invalid`)).toBe("network/proxy-refused");
  });

  test.each(["http", "https"])("a proxy that is not there, for %s", async (scheme) => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    for (const address of [`http://127.0.0.1:${port}`, "http://proxy.invalid:3128"])
      expect(await failThrough(address, `${scheme}://github.invalid`)).toBe("network/proxy-unreachable");
  });
});

test("a kept connection that the server closes when it is used again is no failure: another one is made", async () => {
  const asked: number[] = [];
  const server = await serve((request, response) => {
    const port = request.socket.remotePort!;
    if (asked.includes(port)) request.socket.destroy();
    else response.setHeader("content-type", "application/json").end("{}");
    asked.push(port);
  });
  closing.push(() => void server.close());
  const { client } = openClient(server);
  await client.get("/user");
  expect(await client.get("/user")).toMatchObject({ kind: "ok" });
  const [first, again, other] = asked;
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

describe("the causes that a test cannot bring about", () => {
  const coded = (code: string): Error => Object.assign(new Error(`it failed: ${code}`), { code });

  test.each<[string, FailureCode]>([
    ["EAI_AGAIN", "network/offline"],
    ["ENETUNREACH", "network/offline"],
    ["EHOSTUNREACH", "network/offline"],
    ["ECONNREFUSED", "network/refused"],
    ["ETIMEDOUT", "network/offline"],
    ["ERR_PROXY_TUNNEL", "network/proxy-refused"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "network/tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "network/tls"],
    ["CERT_HAS_EXPIRED", "network/tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "network/tls"],
    ["SOMETHING_NEW", "network/reset"],
  ])("%s is %s", (code, expected) => {
    expect(failureOfNetworkError(coded(code))).toEqual({
      code: expected,
      detail: `it failed: ${code}`,
    });
  });

  test("a name that is not found, on a computer with a network; without any, it is offline", () => {
    const error = coded("ENOTFOUND");
    expect(failureOfNetworkError(error, () => true).code).toBe("network/name-not-found");
    expect(failureOfNetworkError(error, () => false).code).toBe("network/offline");
  });

  test("several addresses that were tried at once count as the first", () => {
    const error = new AggregateError([coded("ENETUNREACH"), coded("ETIMEDOUT")]);
    expect(failureOfNetworkError(error).code).toBe("network/offline");
  });
});
