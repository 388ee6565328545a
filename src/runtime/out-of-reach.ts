import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { OutOfReach } from "./choose-host.ts";

/*
 * The memory that Electron's runtime is out of reach on this machine, so that only the first start waits for it.
 * It holds for one version of Electron, and until it is forgotten.
 */

const REASONS: readonly OutOfReach[] = ["not-obtained", "cannot-run"];

/** What is remembered of this version; null for nothing. */
export function recallOutOfReach(memoryFile: string, version: string): OutOfReach | null {
  try {
    const memory = readFileSync(memoryFile, "utf8");
    return REASONS.find((reason) => memory === `${version} ${reason}`) ?? null;
  } catch {
    return null;
  }
}

export function rememberOutOfReach(memoryFile: string, version: string, reason: OutOfReach): void {
  mkdirSync(dirname(memoryFile), { recursive: true });
  writeFileSync(memoryFile, `${version} ${reason}`);
}

export function forgetOutOfReach(memoryFile: string): void {
  rmSync(memoryFile, { force: true });
}
