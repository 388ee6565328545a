import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("failing-writes.c", import.meta.url));

/** Builds the library with the system's compiler; a reason when that cannot be done here. */
export function buildShim(directory: string): { library: string } | { reason: string } {
  if (process.platform !== "linux") return { reason: `LD_PRELOAD is Linux's; this is ${process.platform}` };
  const library = join(directory, "failing-writes.so");
  const built = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], {
    encoding: "utf8",
  });
  if (built.error) return { reason: `there is no C compiler: ${built.error.message}` };
  return built.status === 0 ? { library } : { reason: `cc: ${built.stderr.slice(0, 300)}` };
}

/** A disk under one directory that can be made to fail, and to work again, while processes run. */
export class FailingDisk {
  readonly environment: Record<string, string>;
  readonly #switchFile: string;

  constructor(options: {
    library: string;
    below: string;
    switchFile: string;
    every: number;
    error: "ENOSPC" | "EIO";
  }) {
    this.#switchFile = options.switchFile;
    this.environment = {
      LD_PRELOAD: options.library,
      FAILING_WRITES_BELOW: options.below,
      FAILING_WRITES_EVERY: String(options.every),
      FAILING_WRITES_ERRNO: String(constants.errno[options.error]),
      FAILING_WRITES_SWITCH: options.switchFile,
    };
  }

  fail(): void {
    writeFileSync(this.#switchFile, "");
  }

  work(): void {
    rmSync(this.#switchFile, { force: true });
  }
}
