import { connect, type AddressInfo } from "node:net";
import { createServer } from "node:tls";

/** Something that speaks TLS on localhost for a server that does not. */
export interface TlsFront {
  port: number;
  /** Refuses new connections; those that are open go on. */
  close(): void;
}

/** Puts TLS with this certificate in front of a loopback port. */
export async function startTlsFront(
  certificate: { cert: string; key: string },
  targetPort: number,
): Promise<TlsFront> {
  const server = createServer(certificate, (near) => {
    const far = connect(targetPort, "127.0.0.1");
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  // A client that does not trust the certificate hangs up.
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
