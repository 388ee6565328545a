import { EventEmitter } from "node:events";
import type { PowerMonitor } from "electron";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHostNetwork } from "../../src/main/host-network.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function watch() {
  const net = { online: true, isOnline: () => net.online };
  const powerMonitor = new EventEmitter();
  const network = createHostNetwork(net, powerMonitor as unknown as PowerMonitor);
  const onChange = vi.fn<() => void>();
  const stop = network.onChange(onChange);
  return { net, powerMonitor, network, onChange, stop };
}

test("the network's loss and return are each noticed once, within 5 s", () => {
  const { net, network, onChange } = watch();
  net.online = false;
  vi.advanceTimersByTime(5_000);
  expect(network.isOnline()).toBe(false);
  expect(onChange).toHaveBeenCalledTimes(1);
  net.online = true;
  vi.advanceTimersByTime(5_000);
  expect(network.isOnline()).toBe(true);
  expect(onChange).toHaveBeenCalledTimes(2);
});

test("a wake from sleep is a change at once", () => {
  const { powerMonitor, onChange } = watch();
  powerMonitor.emit("resume");
  expect(onChange).toHaveBeenCalledTimes(1);
});

test("nothing is told where nothing changed, or to whoever stopped listening", () => {
  const { net, onChange, stop } = watch();
  vi.advanceTimersByTime(10_000);
  stop();
  net.online = false;
  vi.advanceTimersByTime(10_000);
  expect(onChange).not.toHaveBeenCalled();
});
