import type { SampleAccess } from "../core/core.ts";
import type { SampleServer } from "../sample/sample-server.ts";
import { startSampleServerInThread } from "../sample/sample-thread.ts";

/** About what an answer of github.com takes from Europe, so that trying the app feels like using it. */
const LATENCY_MS = 80;

/** The sample organization's server as this host runs it: in a thread, from the first time it is asked for. */
export interface SampleHost {
  start(): Promise<SampleAccess>;
  /** Ends it if it runs. */
  close(): Promise<void>;
}

/** @param entryFile the script of the server's thread */
export function createSampleHost(entryFile: URL): SampleHost {
  let server: Promise<SampleServer> | null = null;
  return {
    async start() {
      server ??= startSampleServerInThread(entryFile, { latencyMs: LATENCY_MS });
      const { apiUrl, token, organization } = await server;
      return { apiUrl, token, organization };
    },
    async close() {
      await (await server)?.close();
    },
  };
}
