import { expect, test } from "vitest";
import { MachineWatch } from "../../../src/core/sync/machine-watch.ts";
import type { MachineHold } from "../../../src/shared/models.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { ToldPower } from "../../support/told-power.ts";

function watchMachine() {
  const clock = new FakeClock();
  const power = new ToldPower();
  const told: (MachineHold["kind"] | null)[] = [];
  const logged: string[] = [];
  const watch = new MachineWatch({
    clock,
    power,
    log: ({ event }) => logged.push(event),
    onChange: (hold) => told.push(hold?.kind ?? null),
  });
  return { clock, power, watch, told, logged };
}

test("syncs wait from the announcement of a sleep until the computer wakes", () => {
  const { clock, power, watch, told, logged } = watchMachine();
  power.fallAsleep();
  expect(watch.hold).toEqual({ kind: "asleep", since: clock.now() });
  power.wake();
  expect(watch.hold).toBeNull();
  expect(told).toEqual(["asleep", null]);
  expect(logged).toEqual(["machine.asleep", "machine.ready"]);
});

test("a sleep that was announced and did not come holds nothing up for longer than a minute", () => {
  const { clock, power, watch } = watchMachine();
  power.fallAsleep();
  clock.advance(59_000);
  expect(watch.hold?.kind).toBe("asleep");
  clock.advance(1_000);
  expect(watch.hold).toBeNull();
});

test("on battery syncs go on, unless the person wants them to wait, and only for as long", () => {
  const { power, watch, told } = watchMachine();
  power.unplug();
  expect(watch.hold).toBeNull();
  watch.pausesOnBattery = true;
  expect(watch.hold?.kind).toBe("on-battery");
  watch.pausesOnBattery = false;
  expect(watch.hold).toBeNull();
  watch.pausesOnBattery = true;
  power.plugIn();
  expect(told).toEqual(["on-battery", null, "on-battery", null]);
});

test("a computer that wakes on its battery goes on waiting, for that", () => {
  const { power, watch, told } = watchMachine();
  watch.pausesOnBattery = true;
  power.fallAsleep();
  power.unplug();
  power.wake();
  expect(watch.hold?.kind).toBe("on-battery");
  expect(told).toEqual(["asleep", "on-battery"]);
});

test("nothing is heard any more once it is closed", () => {
  const { power, watch, told } = watchMachine();
  watch.close();
  power.fallAsleep();
  expect(told).toEqual([]);
});
