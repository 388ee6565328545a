import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { renderStatus, statusEvents } from "../render/status.ts";
import { findStoredOrganization, STORED_OPTIONS } from "../stored-organization.ts";

export const status = defineCommand({
  name: "status",
  summary: "GitHub's counts beside what is stored, for each repository",
  notes: ["Exit code 0 says that the status was shown, not that all is complete: see the state."],
  options: STORED_OPTIONS,
  read: (values): Result<string | null> => ok(values.org),

  async run(login, { output, openCore }) {
    const core = await openCore();
    const organization = await findStoredOrganization(core, login);
    if (!organization.ok) return organization;
    const report = await core.call("status.get", { organizationId: organization.value.id });
    if (!report.ok) return report;
    output.answer({ json: statusEvents(report.value), text: () => renderStatus(report.value) });
    return ok(EXIT_CODES.done);
  },
});
