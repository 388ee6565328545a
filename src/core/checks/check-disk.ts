import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import type { Finding } from "../../shared/checks.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** A sync of 200,000 pull requests stores less than that. */
const LOW_BYTES = 1_000_000_000;
/** SQLite's WAL and the log alone may need as much. */
const TOO_LOW_BYTES = 100_000_000;

/** Whether the data directory can be written, and there is room. */
export async function checkDisk({ dataDirectory }: CheckSurroundings): Promise<Finding> {
  const isWritable = await access(dataDirectory, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return {
      check: "disk",
      kind: "broken",
      failure: { code: "store/not-writable", detail: dataDirectory },
    };
  const { bavail, bsize } = await statfs(dataDirectory);
  const freeBytes = bavail * bsize;
  if (freeBytes >= TOO_LOW_BYTES) {
    return { check: "disk", kind: freeBytes < LOW_BYTES ? "low" : "well", freeBytes };
  }
  const detail = `${Math.floor(freeBytes / 1_000_000)} MB are free in ${dataDirectory}`;
  return { check: "disk", kind: "broken", failure: { code: "store/full", detail } };
}
