import type { Net, PowerMonitor } from "electron";
import type { Network } from "../core/ports.ts";

/** Electron's main process has no event for the network's return, and the sync must notice it within 5 s. */
const LOOK_EVERY_MS = 2_000;

/** What the desktop knows of the network. A wake from sleep counts as a change: connections have died in it. */
export function createHostNetwork(net: Pick<Net, "isOnline">, powerMonitor: PowerMonitor): Network {
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let wasOnline = net.isOnline();
  setInterval(() => {
    const isOnline = net.isOnline();
    if (isOnline === wasOnline) return;
    wasOnline = isOnline;
    tell();
  }, LOOK_EVERY_MS).unref();
  powerMonitor.on("resume", tell);
  return {
    isOnline: () => net.isOnline(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
