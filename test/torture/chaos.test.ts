import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Chaos } from "./support/chaos.ts";
import { seedOf } from "./support/random.ts";

const SEEDS = Number(process.env["ONRAMP_TORTURE_SEEDS"] ?? 2);
const SEED = seedOf(process.env);
const HAPPENINGS = 24;
/** For a hang, not for speed. */
const LONGEST_MS = 180_000;

test.for(Array.from({ length: SEEDS }, (_, index) => SEED + index))(
  "whatever happens in whatever order, the status is true, and a sync ends verified when it is over: seed %i",
  { timeout: LONGEST_MS },
  async (seed) => {
    const chaos = await Chaos.open(seed);
    const { stage } = chaos;
    await stage.start();
    for (let left = HAPPENINGS; left > 0; left -= 1) {
      await chaos.happen();
      await chaos.expectTrueStatus();
      await sleep(left % 5 === 0 ? 120 : 15);
    }
    await chaos.takeBack();
    await stage.end();
    // What changed behind the answers that verified it, the next sync reads.
    await stage.start();
    await stage.expectVerified();
    expect(stage.count("jobs WHERE state IN ('ready', 'leased')")).toBe(0);
    expect(stage.database.pragma("integrity_check", { simple: true })).toBe("ok");
    const { rows } = await stage.call("status.get", { organizationId: stage.organization.id });
    expect(rows.flatMap(({ disagreements }) => disagreements)).toEqual([]);
  },
);
