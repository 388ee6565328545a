import type { Core } from "../../core/core.ts";
import { systemClock } from "../../core/ports.ts";
import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { connectStored } from "../connect-stored.ts";
import type { Context } from "../context.ts";
import { EXIT_CODES, type ExitCode } from "../exit-codes.ts";
import { finishRun } from "../finish-run.ts";
import { renderStatus, statusEvents } from "../render/status.ts";
import { findStoredOrganization, STORED_OPTIONS } from "../stored-organization.ts";
import { DEFAULT_WAIT_MINUTES } from "../wait-option.ts";

interface StatusOptions {
  login: string | null;
  repair: boolean;
}

export const status = defineCommand({
  name: "status",
  summary: "GitHub's counts beside what is stored, for each repository",
  notes: [
    "Exit code 0 says that the status was shown, not that all is complete: see the state.",
    "With --repair, what disagrees is mended first; where GitHub must be asked again, the exit code is that of a sync.",
  ],
  options: { ...STORED_OPTIONS, repair: { kind: "flag", help: "mend what disagrees" } },
  read: ({ org, repair }): Result<StatusOptions> => ok({ login: org, repair }),

  async run({ login, repair }, context) {
    const core = await context.openCore();
    const code = repair ? await mend(core, login, context) : ok(EXIT_CODES.done);
    if (!code.ok) return code;
    const organization = await findStoredOrganization(core, login);
    if (!organization.ok) return organization;
    const report = await core.call("status.get", { organizationId: organization.value.id });
    if (!report.ok) return report;
    context.output.answer({ json: statusEvents(report.value), text: () => renderStatus(report.value) });
    return code;
  },
});

const REPAIR_WORDS = {
  recount: "Counts were set to what the rows say.",
  release: "Jobs that nobody works on were released.",
  verify: "GitHub is asked again.",
} as const;

async function mend(core: Core, login: string | null, { output, token }: Context): Promise<Result<ExitCode>> {
  const commandStartedAt = systemClock.now();
  const organization = await connectStored(core, login, token);
  if (!organization.ok) return organization;
  const organizationId = organization.value.id;
  const repaired = await core.call("status.repair", { organizationId });
  if (!repaired.ok) return repaired;
  const { repairs, runId } = repaired.value;
  output.event({ event: "repaired", repairs, runId });
  output.note(repairs.length === 0 ? "Nothing disagrees." : repairs.map((it) => REPAIR_WORDS[it]).join(" "));
  if (runId === null) return ok(EXIT_CODES.done);
  const maxWaitMs = DEFAULT_WAIT_MINUTES * 60_000;
  return finishRun({ core, output, organizationId, runId, commandStartedAt, maxWaitMs });
}
