import { accessSync, constants, mkdirSync } from "node:fs";
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

/**
 * Makes sure that the directory is there and can be written, before anything is put into it.
 * @throws FailureError `store/not-writable`
 */
export function prepareDataDirectory(directory: string): void {
  try {
    // Private: it holds the organization's data, if no secret.
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new FailureError({ code: "store/not-writable", detail: `${directory} (${reason})` });
  }
}
