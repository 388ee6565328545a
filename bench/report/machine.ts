import { availableParallelism, cpus, loadavg, totalmem, type as systemName, release } from "node:os";

/** The machine in one line, with how busy it is: other programs slow everything down, and not evenly. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const system = `${systemName()} ${release()}`;
  const load = loadavg()[0]!.toFixed(1);
  return `${availableParallelism()} × ${model}, ${gigabytes} GB, ${system}, Node ${process.version}, load ${load}`;
}
