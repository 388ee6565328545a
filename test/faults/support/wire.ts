import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** The network between Onramp and GitHub, as one wire that can be cut. Its address stays the same. */
export class Wire {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server;
  #port = 0;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = this.#createServer();
  }

  /** A wire to the API at this address. */
  static async to(apiUrl: string): Promise<Wire> {
    const wire = new Wire(new URL(apiUrl));
    await wire.mend();
    return wire;
  }

  /** Where the API is found at this end of the wire. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}${this.#target.pathname.replace(/\/$/, "")}`;
  }

  /** Breaks what is under way, and refuses everything from now on. */
  async cut(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    this.#server = this.#createServer();
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #createServer(): Server {
    return createServer((near) => {
      const far = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on("error", () => undefined).on("close", () => this.#sockets.delete(socket));
      }
      near.on("close", () => far.destroy());
      far.on("close", () => near.destroy());
      near.pipe(far).pipe(near);
    });
  }
}
