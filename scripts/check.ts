/** `npm run check`: types, lint, format, imports between folders and the lock file, without running a test. */

import { listChecks } from "./check/checks.ts";
import { runChecks } from "./check/run-checks.ts";
import { endAllOnInterrupt } from "./start/run-process.ts";

endAllOnInterrupt(10_000);
const failed = await runChecks(listChecks(), console.log);
if (failed.length > 0) process.exitCode = 1;
