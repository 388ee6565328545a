import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failed } from "../../shared/result.ts";
import { makePrivateFolder } from "../database/private-files.ts";
import { fileFailureOf } from "../export/file-failure.ts";
import type { Handlers } from "./parts.ts";

export const exportCommand: Handlers<"export.write"> = {
  "export.write": async ({ exporter, version, clock }, { organizationId, folder, format, mayReplace }) => {
    let unfinishedFolder: string;
    try {
      makePrivateFolder(folder);
      // In the same folder, so that what is finished need only be moved.
      unfinishedFolder = mkdtempSync(join(folder, ".onramp-unfinished-"));
    } catch (error) {
      return failed(fileFailureOf(error, folder));
    }
    try {
      const request = { organizationId, folder, unfinishedFolder, format, mayReplace, version };
      return await exporter.exportData({ ...request, now: clock.now() });
    } finally {
      // Also when the thread was ended in the middle of it, and may still have been writing.
      rmSync(unfinishedFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};
