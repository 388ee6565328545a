import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What stands before the fuses in Electron's binary (@electron/fuses, `SENTINEL`). */
const FUSE_SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** Electron 45's fuses as they are delivered, in the order of @electron/fuses' `FuseV1Options`. */
const FUSES_AS_DELIVERED = "101100011";

/**
 * A folder that stands for Electron's runtime on Linux where that cannot be had: an executable that prints its
 * arguments, a line each, and holds the fuses as Electron's does, so that setting them can be seen.
 */
export function makeStubRuntime(folder: string): void {
  mkdirSync(join(folder, "locales"), { recursive: true });
  mkdirSync(join(folder, "resources"));
  writeFileSync(join(folder, "locales", "en-US.pak"), "");
  const script = '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 0\n';
  const wire = Buffer.from([1, FUSES_AS_DELIVERED.length]);
  const content = Buffer.concat([
    Buffer.from(script),
    Buffer.from(FUSE_SENTINEL),
    wire,
    Buffer.from(FUSES_AS_DELIVERED),
  ]);
  writeFileSync(join(folder, "electron"), content, { mode: 0o755 });
}
