import type { PowerMonitor } from "electron";
import type { Power } from "../core/ports.ts";

/** What Electron tells of the computer's power. `isOnBatteryPower()` may be asked only once the app is ready. */
export function createHostPower(powerMonitor: PowerMonitor): Power {
  const listeners = new Set<() => void>();
  let isFallingAsleep = false;
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const sleep = (): void => {
    isFallingAsleep = true;
    tell();
  };
  const wake = (): void => {
    isFallingAsleep = false;
    tell();
  };
  powerMonitor.on("suspend", sleep);
  powerMonitor.on("resume", wake);
  powerMonitor.on("on-battery", tell);
  powerMonitor.on("on-ac", tell);
  return {
    isOnBattery: () => powerMonitor.isOnBatteryPower(),
    isFallingAsleep: () => isFallingAsleep,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
