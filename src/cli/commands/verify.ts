import { systemClock } from "../../core/ports.ts";
import type { ChosenRepositories } from "../../shared/contract.ts";
import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { connectStored } from "../connect-stored.ts";
import { finishRun } from "../finish-run.ts";
import { readList, readMinutes } from "../read-values.ts";
import { STORED_OPTIONS } from "../stored-organization.ts";
import { DEFAULT_WAIT_MINUTES, WAIT_OPTION } from "../wait-option.ts";

interface VerifyOptions {
  login: string | null;
  repositories: ChosenRepositories;
  maxWaitMs: number;
}

export const verify = defineCommand({
  name: "verify",
  summary: "read what is stored anew and compare every count with GitHub's",
  notes: [
    "A sync compares the pull requests' counts, and the reviews of what changed since the last one. This reads everything again.",
  ],
  options: {
    ...STORED_OPTIONS,
    repos: { kind: "text", value: "A,B", help: "only these repositories, by name or owner/name" },
    ...WAIT_OPTION,
  },

  read(values): Result<VerifyOptions> {
    const names = readList("repos", values.repos);
    if (!names.ok) return names;
    const maxWaitMs = readMinutes("wait", values.wait, DEFAULT_WAIT_MINUTES);
    if (!maxWaitMs.ok) return maxWaitMs;
    return ok({
      login: values.org,
      repositories: names.value === null ? { kind: "all" } : { kind: "names", names: names.value },
      maxWaitMs: maxWaitMs.value,
    });
  },

  async run({ login, repositories, maxWaitMs }, { output, token, openCore }) {
    const core = await openCore("sync");
    const commandStartedAt = systemClock.now();
    const organization = await connectStored(core, login, token);
    if (!organization.ok) return organization;
    const { id: organizationId, login: name } = organization.value;
    const started = await core.call("sync.verify", { organizationId, repositories });
    if (!started.ok) return started;
    const { runId } = started.value;
    output.event({ event: "started", runId, organization: name });
    output.note(`Verifying everything stored of ${name}.`);
    return finishRun({ core, output, organizationId, runId, commandStartedAt, maxWaitMs });
  },
});
