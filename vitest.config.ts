import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import "./test/support/share-compiled-sources.ts";

/** Tests of plain code, which need no process each: starting one takes longer than most of them. */
const PLAIN = ["test/{architecture,bench,main,renderer,shared}/**/*.test.{ts,tsx}"];

export default defineConfig({
  test: {
    // The names say in which order they run: small files fill the gaps at the end.
    projects: [
      {
        extends: true,
        test: {
          name: "a process each",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: PLAIN,
        },
      },
      { extends: true, test: { name: "processes shared", include: PLAIN, isolate: false } },
    ],
    reporters: ["default", "./test/faults/support/rate-reporter.ts"],
    // Processes, not threads: the tests start worker threads and load native modules themselves.
    pool: "forks",
    // Node 24's garbage collector is known to crash, rarely, over code of the baseline compiler (nodejs/node#62393). Here a
    // test process was seen to end with SIGSEGV twice; whether by that is not known.
    execArgv: ["--no-sparkplug"],
    // Each file keeps about one core busy beside its own servers and workers, and waits for them in between: a third one
    // fills two cores.
    maxWorkers: Math.max(3, Math.floor(availableParallelism() / 2)),
    // Limits for a hang, not for speed: a shared machine was seen to be fifteen times slower than an idle one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000, interval: 10 } },
    // A forgotten `test.only` would let everything else go unrun.
    allowOnly: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
});
