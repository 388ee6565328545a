import { monitorEventLoopDelay } from "node:perf_hooks";

/*
 * A process that does nothing, for as long as its standard input is open, and then says how late its event loop was: what
 * the machine alone does to an event loop.
 */

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.stdin.resume().once("end", () => {
  const told = { p999: delay.percentile(99.9) / 1e6, max: delay.max / 1e6 };
  process.stdout.write(`${JSON.stringify(told)}\n`);
});
