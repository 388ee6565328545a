import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Something between Onramp and GitHub that changes what GitHub answers: a GitHub that fails as no fault is known to. */
export class RewritingProxy {
  /** Changes the data of a GraphQL answer in place. */
  rewrite: ((data: Record<string, unknown>) => void) | null = null;
  readonly #server: Server;

  private constructor(target: URL) {
    this.#server = createServer(async (request, response) => {
      const { method, url, headers } = request;
      const body = method === "POST" ? await text(request) : null;
      const { authorization = "", "content-type": type = "", "if-none-match": etag = "" } = headers;
      const answer = await fetch(new URL(url!, target), {
        ...{ method: method!, body, redirect: "manual" },
        headers: { authorization, "user-agent": "onramp", "content-type": type, "if-none-match": etag },
      });
      const told = Object.fromEntries(answer.headers);
      delete told["content-encoding"];
      delete told["content-length"];
      response.writeHead(answer.status, told).end(this.#changed(await answer.text()));
    });
  }

  /** @param apiUrl of a GitHub whose API has no path of its own */
  static async to(apiUrl: string): Promise<RewritingProxy> {
    const proxy = new RewritingProxy(new URL(apiUrl));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #changed(body: string): string {
    if (this.rewrite === null || !body.startsWith('{"data":')) return body;
    const answer = JSON.parse(body) as { data: Record<string, unknown> };
    this.rewrite(answer.data);
    return JSON.stringify(answer);
  }
}
