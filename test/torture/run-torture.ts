import { parseArgs } from "node:util";
import { runTool } from "../../scripts/check/run-tool.ts";
import { endAllOnInterrupt } from "../../scripts/start/run-process.ts";

/*
 * `npm run torture`: the long mode of the tests in this folder. The same seed kills at the same instants after the same
 * requests; what the operating system does in between is never quite the same.
 */

const HELP = `npm run torture -- [options]

  --kills N   how often a sync is killed; 1000 unless given
  --cuts N    at how many bytes a WAL is cut; 300 unless given
  --seeds N   in how many orders everything is broken at once; 100 unless given
  --seed N    which random numbers; printed in every run
`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    cuts: { type: "string", default: "300" },
    seeds: { type: "string", default: "100" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
    help: { type: "boolean", default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else process.exitCode = await torture();

async function torture(): Promise<number> {
  const { kills, cuts, seeds, seed } = values;
  const wrong = [kills, cuts, seeds, seed].find((text) => !/^\d+$/.test(text));
  if (wrong !== undefined) {
    process.stderr.write(`${wrong} is not a number.\n${HELP}`);
    return 64;
  }
  endAllOnInterrupt(10_000);
  process.stdout.write(`Torture: ${kills} kills, ${cuts} cuts, ${seeds} orders, seed ${seed}\n`);
  const startedAt = performance.now();
  const { exitCode } = await runTool("vitest", ["run", "--reporter=verbose", "test/torture"], {
    output: "show",
    env: {
      ONRAMP_TORTURE_LONG: "1",
      ONRAMP_TORTURE_KILLS: kills,
      ONRAMP_TORTURE_CUTS: cuts,
      ONRAMP_TORTURE_SEEDS: seeds,
      ONRAMP_TORTURE_SEED: seed,
    },
  });
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  const verdict = exitCode === 0 ? "Every sync ended verified" : "Something was lost or unclear: see above";
  process.stdout.write(
    `${verdict}, after ${kills} kills, ${cuts} cuts and ${seeds} orders in ${minutes} min, seed ${seed}.\n`,
  );
  return exitCode;
}
