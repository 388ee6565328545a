import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export interface ConnectProxy {
  /** For HTTP_PROXY and HTTPS_PROXY. */
  address: string;
  /** Where tunnels were asked for, as `host:port`, in order. */
  targets: readonly string[];
}

/** A proxy as companies have them, that knows CONNECT and nothing else. It ends with the test, and its tunnels with it. */
export async function startConnectProxy(
  onTestFinished: (cleanUp: () => Promise<void>) => void,
): Promise<ConnectProxy> {
  const targets: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on("connect", (request, socket) => {
    targets.push(request.url!);
    const [host, port] = request.url!.split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) sockets.add(end);
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets };
}
