import { EventEmitter } from "node:events";
import type { PowerMonitor } from "electron";
import { expect, test } from "vitest";
import { createHostPower } from "../../src/main/host-power.ts";

test("sleep, wake and the battery are told as they come, until nobody listens", () => {
  let isOnBattery = false;
  const monitor = Object.assign(new EventEmitter(), { isOnBatteryPower: () => isOnBattery });
  const power = createHostPower(monitor as unknown as PowerMonitor);
  const seen: string[] = [];
  const stop = power.onChange(() =>
    seen.push(`${power.isFallingAsleep() ? "asleep" : "awake"} ${power.isOnBattery() ? "battery" : "mains"}`),
  );
  monitor.emit("suspend");
  monitor.emit("resume");
  isOnBattery = true;
  monitor.emit("on-battery");
  isOnBattery = false;
  monitor.emit("on-ac");
  stop();
  monitor.emit("suspend");
  expect(seen).toEqual(["asleep mains", "awake mains", "awake battery", "awake mains"]);
});
