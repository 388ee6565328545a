import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Stats } from "../src/sample/control.ts";
import type { ContenderName, ProcessFigures } from "./contenders/contender-process.ts";
import type { Assignment, Reading } from "./contenders/contender.ts";
import type { Sample } from "./sample.ts";

/** Everything measured of one contender in one run. */
export interface Measured {
  reading: Reading;
  figures: ProcessFigures;
  /** What the server was asked. */
  stats: Stats;
  /** From the start of its process to its end, Node's own start included. */
  processMs: number;
  /** It was ended because it took longer than it was given. */
  wasStopped: boolean;
}

const ENTRY = fileURLToPath(new URL("contenders/contender-process.ts", import.meta.url));

/** Runs a contender in a process of its own against a server that nobody else asks. */
export async function runContender(
  name: ContenderName,
  sample: Sample,
  options: Partial<Omit<Assignment, "access">> & { longestMs?: number } = {},
): Promise<Measured> {
  const { longestMs, ...rest } = options;
  const ownDirectory = mkdtempSync(join(tmpdir(), "onramp-bench-"));
  const assignment: Assignment = {
    access: sample.access,
    onlyRepositories: null,
    dataDirectory: join(ownDirectory, "data"),
    stopsAtFirstInsight: false,
    ...rest,
  };
  await sample.control({ type: "reset-stats" });
  const startedAt = performance.now();
  const child = spawn(process.execPath, [ENTRY, name, JSON.stringify(assignment)], {
    // Its standard input ends when this process does, and so does it.
    stdio: ["pipe", "pipe", "inherit"],
  });
  const stop = longestMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), longestMs);
  const output = await text(child.stdout);
  clearTimeout(stop);
  const processMs = performance.now() - startedAt;
  const stats = await sample.stats();
  rmSync(ownDirectory, { recursive: true, force: true });
  const wasStopped = output === "" && longestMs !== undefined && processMs >= longestMs;
  if (output === "" && !wasStopped) throw new Error(`${name} ended without a result`);
  const told = wasStopped
    ? whatIsKnown(processMs)
    : (JSON.parse(output) as Pick<Measured, "reading" | "figures">);
  return { ...told, stats, processMs, wasStopped };
}

/** Of a contender that was ended nothing is known but that it took this long. */
function whatIsKnown(processMs: number): Pick<Measured, "reading" | "figures"> {
  return {
    reading: {
      wallMs: processMs,
      firstInsightMs: null,
      ...{ repositories: 0, pullRequests: 0, reviews: 0 },
      verified: false,
      failure: "stopped: it took too long",
    },
    figures: { cpuMs: 0, peakBytes: 0, memory: [], delayMs: { p999: 0, max: 0 } },
  };
}
