import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on the loopback interface that answers as the test says. */
export async function serve(
  listener: RequestListener,
): Promise<{ apiUrl: string; token: string; close: () => Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "ghp_0000000000000000000000000000000000000001",
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
