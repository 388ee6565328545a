import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dialog } from "electron";
import type { Core } from "../core/core.ts";
import type { CommandInput, ExportOutcome } from "../shared/contract.ts";
import { ok, type Result } from "../shared/result.ts";

/**
 * Lets the person choose a folder, and writes an organization's data into a new one in it, so that nothing that is there
 * can be written over. The window never names a path.
 */
export async function saveExport(
  dialog: Pick<Dialog, "showOpenDialog">,
  core: Pick<Core, "call">,
  proposedFolder: string,
  { organizationId, format }: CommandInput<"export.save">,
  now: Date,
): Promise<Result<ExportOutcome>> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    defaultPath: proposedFolder,
    properties: ["openDirectory", "createDirectory"],
  });
  const [chosen] = filePaths;
  if (canceled || chosen === undefined) return ok({ kind: "cancelled" });
  const folder = unusedFolder(join(chosen, `Onramp export ${now.toISOString().slice(0, 10)}`));
  const written = await core.call("export.write", { organizationId, folder, format, mayReplace: false });
  return written.ok ? ok({ kind: "saved", summary: written.value }) : written;
}

function unusedFolder(path: string): string {
  let free = path;
  for (let count = 2; existsSync(free); count += 1) free = `${path} (${count})`;
  return free;
}
