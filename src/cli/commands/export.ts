import { resolve } from "node:path";
import { EXPORT_FORMATS, type ExportFormat } from "../../shared/export.ts";
import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { badOption } from "../options.ts";
import { readChoice } from "../read-values.ts";
import { exportEvents, renderExport, renderExportWarnings } from "../render/export.ts";
import { findStoredOrganization, STORED_OPTIONS } from "../stored-organization.ts";

interface ExportOptions {
  login: string | null;
  folder: string;
  format: ExportFormat;
  mayReplace: boolean;
}

export const exportCommand = defineCommand({
  name: "export",
  summary: "write pull requests, reviews and insights as files",
  notes: [
    "The folder gets pull-requests, reviews and insights, and last manifest.json: what the data covers, and its gaps.",
    "In CSV a text that a spreadsheet would run as a formula (= + - @) starts with an apostrophe.",
    "Exit code 2 says that some repository that was read is not verified complete; the files are there all the same.",
  ],
  options: {
    out: { kind: "text", value: "DIR", help: "the folder for the files; it is made if need be" },
    format: { kind: "text", value: "F", help: "csv or json" },
    force: { kind: "flag", help: "replace the files of an earlier export" },
    ...STORED_OPTIONS,
  },
  read({ out, format, force, org }): Result<ExportOptions> {
    if (!out) return badOption("--out is needed: the folder for the files.");
    const chosen = readChoice("format", format, EXPORT_FORMATS);
    if (!chosen.ok) return chosen;
    if (chosen.value === null) return badOption("--format is needed: csv or json.");
    return ok({ login: org, folder: resolve(out), format: chosen.value, mayReplace: force });
  },

  async run({ login, folder, format, mayReplace }, { output, openCore }) {
    const core = await openCore();
    const organization = await findStoredOrganization(core, login);
    if (!organization.ok) return organization;
    const written = await core.call("export.write", {
      organizationId: organization.value.id,
      ...{ folder, format, mayReplace },
    });
    if (!written.ok) return written;
    output.answer({
      json: exportEvents(organization.value.login, written.value),
      text: () => renderExport(organization.value.login, written.value),
    });
    for (const line of renderExportWarnings(written.value)) output.note(line);
    return ok(written.value.gaps > 0 ? EXIT_CODES.gaps : EXIT_CODES.done);
  },
});
