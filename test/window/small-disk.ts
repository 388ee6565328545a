import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test as base } from "./fixtures.ts";
import { makeFolder } from "./launch-app.ts";

/** A disk of its own for the app's data, which can be filled to the last byte. */
export interface SmallDisk {
  fill(): void;
  makeRoom(): void;
}

/** Enough for the sample organization and for Chromium's part of the data directory. */
const DISK_SIZE = "64m";

/** The window's test, for an app whose data lies on a small disk. Skipped where nobody may mount one. */
export const test = base.extend<{ disk: SmallDisk }>({
  dataDirectory: async ({}, provide, testInfo) => {
    const folder = makeFolder();
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_SIZE}`, "tmpfs", folder.path]);
    if (mounted.status !== 0) {
      folder.remove();
      testInfo.skip(true, "no right to mount a small disk");
    }
    await provide(folder.path);
    spawnSync("umount", [folder.path]);
    folder.remove();
  },

  disk: async ({ dataDirectory }, provide) => {
    const filler = join(dataDirectory, "filler");
    await provide({ fill: () => writeUntilFull(filler), makeRoom: () => rmSync(filler) });
  },
});

function writeUntilFull(path: string): void {
  const file = openSync(path, "w");
  const block = Buffer.alloc(65_536);
  let length = block.length;
  while (length > 0) {
    try {
      writeSync(file, block, 0, length);
    } catch {
      length = Math.floor(length / 2);
    }
  }
  closeSync(file);
}
