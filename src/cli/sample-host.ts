import type { SampleAccess } from "../core/core.ts";
import type { SampleServer } from "../sample/sample-server.ts";
import { startSampleServerInThread } from "../sample/sample-thread.ts";

/** About what an answer of github.com takes from Europe, so that trying it feels like using it. */
const LATENCY_MS = 80;

/** The sample organization's server, started in a thread when it is first asked for. */
export class SampleHost {
  readonly #threadFile: URL;
  #server: Promise<SampleServer> | null = null;

  constructor(threadFile: URL) {
    this.#threadFile = threadFile;
  }

  async start(): Promise<SampleAccess> {
    this.#server ??= startSampleServerInThread(this.#threadFile, { latencyMs: LATENCY_MS });
    const { apiUrl, token, organization } = await this.#server;
    return { apiUrl, token, organization };
  }

  async close(): Promise<void> {
    await (await this.#server)?.close();
  }
}
