import type { Core } from "../../core/core.ts";
import { systemClock } from "../../core/ports.ts";
import type { SyncView } from "../../shared/contract.ts";
import type { RepositoryId } from "../../shared/ids.ts";
import type { Organization } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { STORED_OPTIONS } from "../stored-organization.ts";
import { defineCommand } from "../command.ts";
import { connectStored } from "../connect-stored.ts";
import { finishRun } from "../finish-run.ts";
import { badOption } from "../options.ts";
import { readMinutes } from "../read-values.ts";
import { DEFAULT_WAIT_MINUTES, WAIT_OPTION } from "../wait-option.ts";

interface RetryOptions {
  login: string | null;
  repository: string | null;
  maxWaitMs: number;
}

export const retry = defineCommand({
  name: "retry",
  summary: "give what failed in the newest sync new attempts, and wait for the end",
  notes: [],
  options: {
    ...STORED_OPTIONS,
    repo: { kind: "text", value: "NAME", help: "only this repository, by name or owner/name" },
    ...WAIT_OPTION,
  },

  read(values): Result<RetryOptions> {
    const maxWaitMs = readMinutes("wait", values.wait, DEFAULT_WAIT_MINUTES);
    return maxWaitMs.ok
      ? ok({ login: values.org, repository: values.repo, maxWaitMs: maxWaitMs.value })
      : maxWaitMs;
  },

  async run({ login, repository, maxWaitMs }, { output, token, openCore }) {
    const core = await openCore("sync");
    const commandStartedAt = systemClock.now();
    const retried = await retryNewestRun(core, login, repository, token);
    if (!retried.ok) return retried;
    const { organization, runId, jobs } = retried.value;
    output.event({ event: "started", runId, organization: organization.login, retried: jobs });
    output.note(jobs === 0 ? "Nothing failed for good." : `Trying again: ${jobs}.`);
    return finishRun({ core, output, organizationId: organization.id, runId, commandStartedAt, maxWaitMs });
  },
});

interface Retried {
  organization: Organization;
  runId: SyncView["run"]["runId"];
  /** How many jobs got new attempts. */
  jobs: number;
}

async function retryNewestRun(
  core: Core,
  login: string | null,
  repository: string | null,
  token: string | null,
): Promise<Result<Retried>> {
  const connected = await connectStored(core, login, token);
  if (!connected.ok) return connected;
  const organization = connected.value;
  const view = await core.call("sync.get", { organizationId: organization.id });
  if (!view.ok) return view;
  if (view.value === null)
    return failed({ code: "usage/not-allowed-now", detail: "Nothing was synced yet." });
  const { runId } = view.value.run;
  const repositoryId = findRepository(view.value, repository);
  if (!repositoryId.ok) return repositoryId;
  const retried = await core.call("sync.retry", { runId, ...repositoryId.value });
  return retried.ok ? ok({ organization, runId, jobs: retried.value.retried }) : retried;
}

/** The repository of the run with this name, as the input of `sync.retry`; nothing when none was named. Pure. */
function findRepository(
  { repositories }: SyncView,
  name: string | null,
): Result<{ repositoryId?: RepositoryId }> {
  if (name === null) return ok({});
  const wanted = name.toLowerCase();
  const found = repositories.find(({ fullName }) => {
    const full = fullName.toLowerCase();
    return full === wanted || full.endsWith(`/${wanted}`);
  });
  return found
    ? ok({ repositoryId: found.repositoryId })
    : badOption("--repo names none of the newest sync.");
}
