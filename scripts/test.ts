/**
 * `npm test`: everything that is known to prove this project right, one step after the other. Ends with one line,
 * `N passed, N failed, N skipped`, over all steps, and with exit code 0 only when tests ran and nothing failed.
 */

import { listChecks, toolCheck } from "./check/checks.ts";
import { runChecks } from "./check/run-checks.ts";
import { endAllOnInterrupt, endAllWithParent } from "./start/run-process.ts";
import { describeAdvisories } from "./test/advisories.ts";
import { prepare } from "./test/prepare.ts";
import { runPlaywright, runVitest } from "./test/run-runners.ts";
import { addTallies, exitCodeOf, summarize, type Tally } from "./test/tally.ts";

const print = console.log;
const failure = (name: string): Tally => ({ passed: 0, failed: [name], skipped: [] });

endAllOnInterrupt(10_000);
endAllWithParent(10_000);

print("What the tests need");
const missing = await prepare(print);

print("\nChecks");
// The registry may take its time: nothing waits for it meanwhile.
const advisories = describeAdvisories(process.env);
const tallies = (await runChecks(listChecks(), print)).map((name) => failure(`check: ${name}`));

const build = toolCheck("build", "electron-vite", ["build", "--logLevel", "warn"]);
const isBuilt = (await runChecks([build], print)).length === 0;
if (!isBuilt) tallies.push(failure("build"));
print(`  ${await advisories}`);

print("\nUnits and journeys");
tallies.push(await runVitest());

print("\nThe window");
if (!isBuilt) tallies.push(failure("the window's tests: there is no build to test"));
else if (missing.includes("browser"))
  tallies.push(failure("the window's tests: there is no browser to test with"));
else tallies.push(await runPlaywright());

const total = addTallies(tallies);
summarize(total).forEach((line) => print(line));
process.exitCode = exitCodeOf(total);
