import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { FailureError } from "../shared/failures.ts";

/**
 * The data directory the person asked for, absolute: `--data-dir D` (or `--data-dir=D`), else `ONRAMP_DATA_DIR`,
 * else null for the system's usual place. Other arguments are left alone: Electron and Chromium have many.
 * @throws FailureError `usage/bad-option` when `--data-dir` names nothing
 */
export function askedDataDirectory(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  workingDirectory: string,
): string | null {
  const { values } = parseArgs({
    args: [...args],
    options: { "data-dir": { type: "string" } },
    strict: false,
  });
  const asked = values["data-dir"] ?? (env["ONRAMP_DATA_DIR"] || null);
  if (asked === null) return null;
  if (typeof asked !== "string" || asked === "") {
    throw new FailureError({ code: "usage/bad-option", detail: "--data-dir needs a directory after it" });
  }
  return resolve(workingDirectory, asked);
}
