import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { orgOptions, startGitHub } from "./journey-world.ts";
import { eventsOf, makeTerminal } from "./terminal.ts";

test("every request goes through the proxy that HTTP_PROXY names, those of worker threads too", async ({
  onTestFinished,
}) => {
  const terminal = makeTerminal(onTestFinished);
  const github = await startGitHub(onTestFinished);
  const proxy = await startProxy();
  onTestFinished(() => void proxy.server.close());
  // NO_PROXY would leave out loopback addresses, where this test's GitHub is.
  const environment = { HTTP_PROXY: proxy.address, NO_PROXY: "", NODE_USE_ENV_PROXY: "1" };
  const ended = await terminal.run(["sync", ...orgOptions(github), "--json"], {
    token: github.token,
    environment,
  });
  const done = eventsOf(ended.stdout).at(-1);
  expect(done).toMatchObject({ event: "done", verified: true });
  expect(proxy.tunnels()).toBeGreaterThan(0);
  const { stats } = (await github.control({ type: "stats" })) as { stats: { requests: number } };
  expect(stats.requests).toBe(done!["requests"]);
  expect(proxy.tunnelled()).toBe(new URL(github.apiUrl).host);
});

async function startProxy(): Promise<{
  server: Server;
  address: string;
  tunnels: () => number;
  tunnelled: () => string | undefined;
}> {
  const targets: string[] = [];
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on("connect", (request, socket) => {
    targets.push(request.url!);
    const [host, port] = request.url!.split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, address, tunnels: () => targets.length, tunnelled: () => targets[0] };
}
