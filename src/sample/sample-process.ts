import { startSampleServer, type SampleServerOptions } from "./sample-server.ts";

/**
 * Runs the sample server as a process: `node sample-process.ts '{"latencyMs":80}'`. Prints one line of JSON
 * (`apiUrl`, `token`, `organization`) and ends when its standard input does, so that it never outlives its parent.
 */

const server = await startSampleServer(JSON.parse(process.argv[2] ?? "{}") as SampleServerOptions);
process.stdout.write(
  `${JSON.stringify({ apiUrl: server.apiUrl, token: server.token, organization: server.organization })}\n`,
);
process.stdin.resume();
process.stdin.once("end", () => void server.close());
