import { createServer, request as sendRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

test("every request goes through the proxy that HTTP_PROXY names, those of worker threads too", async ({
  onTestFinished,
}) => {
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const proxy = await startProxy();
  onTestFinished(() => {
    proxy.server.close();
    proxy.server.closeAllConnections();
  });
  // NO_PROXY would leave out loopback addresses, where this test's GitHub is.
  const environment = { HTTP_PROXY: proxy.address, NO_PROXY: "" };
  const ended = await terminal.run(["sync", ...orgOptions(github), "--json"], {
    token: github.token,
    environment,
  });
  const done = eventsOf(ended.stdout).at(-1);
  expect(done).toMatchObject({ event: "done", verified: true });
  const { stats } = (await github.control({ type: "stats" })) as { stats: { requests: number } };
  expect(stats.requests).toBe(done!["requests"]);
  expect(proxy.passedOn()).toEqual(Array(stats.requests).fill(new URL(github.apiUrl).host));
});

/** A proxy as RFC 9112 describes it: plain HTTP is asked of it by the whole address. */
async function startProxy(): Promise<{ server: Server; address: string; passedOn: () => string[] }> {
  const hosts: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url!);
    const { method, headers } = request;
    const passed = sendRequest(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    hosts.push(url.host);
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, address, passedOn: () => hosts };
}
