import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ControlAnswer, ControlCommand, Stats } from "../src/sample/control.ts";
import type { SampleServerOptions } from "../src/sample/sample-server.ts";

/** How to reach the sample organization; what every contender is given. */
export interface Access {
  apiUrl: string;
  token: string;
  organization: string;
}

/** The sample server in a process of its own, so that neither its time nor its memory counts for a contender. */
export interface Sample {
  readonly access: Access;
  /** Throws when the server refuses the command. */
  control(command: ControlCommand): Promise<ControlAnswer>;
  /** What was asked of the server since it started, or since `reset-stats`. */
  stats(): Promise<Stats>;
  close(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL("../src/sample/sample-process.ts", import.meta.url));

/** Starts a server; it ends with this process, however that ends. */
async function startSample(options: SampleServerOptions): Promise<Sample> {
  const server = spawn(process.execPath, [ENTRY, JSON.stringify(options)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const lines = createInterface(server.stdout);
  const [line] = (await Promise.race([
    once(lines, "line"),
    ended.then(() => Promise.reject(new Error("the sample server ended before it could be asked anything"))),
  ])) as [string];
  const access = JSON.parse(line) as Access;
  const controlUrl = new URL("/_sample/control", access.apiUrl);

  async function control(command: ControlCommand): Promise<ControlAnswer> {
    const response = await fetch(controlUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(command),
    });
    const answer = (await response.json()) as ControlAnswer;
    if (answer.type === "refused")
      throw new Error(`the sample server refused ${command.type}: ${answer.reason}`);
    return answer;
  }

  return {
    access,
    control,
    async stats() {
      const answer = await control({ type: "stats" });
      if (answer.type !== "stats")
        throw new Error(`the sample server answered ${answer.type} instead of stats`);
      return answer.stats;
    },
    async close() {
      server.stdin.end();
      await ended;
    },
  };
}

/** Does something with a server of its own. */
export async function withSample<Value>(
  options: SampleServerOptions,
  act: (sample: Sample) => Promise<Value>,
): Promise<Value> {
  const sample = await startSample(options);
  try {
    return await act(sample);
  } finally {
    await sample.close();
  }
}
