import { systemClock } from "../../core/ports.ts";
import type { ChosenRepositories } from "../../shared/contract.ts";
import { ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { connectPatiently } from "../connect-patiently.ts";
import { CONNECTION_OPTIONS, readTarget, type Target } from "../connection-options.ts";
import { finishRun } from "../finish-run.ts";
import { badOption } from "../options.ts";
import { readList, readMinutes } from "../read-values.ts";
import { DEFAULT_WAIT_MINUTES, WAIT_OPTION } from "../wait-option.ts";

interface SyncOptions {
  target: Target;
  repositories: ChosenRepositories;
  maxWaitMs: number;
}

export const sync = defineCommand({
  name: "sync",
  summary: "read pull requests, reviews and members, and verify the counts",
  notes: [
    "What was fetched stays, however a sync ends; the same command goes on from there.",
    'The last line with --json is {"event":"done","verified":true,…} when everything is verified complete.',
  ],
  options: {
    ...CONNECTION_OPTIONS,
    repos: { kind: "text", value: "A,B", help: "only these repositories, by name or owner/name" },
    all: { kind: "flag", help: "all repositories; the default" },
    ...WAIT_OPTION,
  },

  read(values): Result<SyncOptions> {
    if (values.repos !== null && values.all) return badOption("Give either --repos or --all.");
    const target = readTarget(values);
    if (!target.ok) return target;
    const names = readList("repos", values.repos);
    if (!names.ok) return names;
    const maxWaitMs = readMinutes("wait", values.wait, DEFAULT_WAIT_MINUTES);
    if (!maxWaitMs.ok) return maxWaitMs;
    return ok({
      target: target.value,
      repositories: names.value === null ? { kind: "all" } : { kind: "names", names: names.value },
      maxWaitMs: maxWaitMs.value,
    });
  },

  async run({ target, repositories, maxWaitMs }, context) {
    const { output } = context;
    const core = await context.openCore("sync");
    const commandStartedAt = systemClock.now();

    const connected = await connectPatiently(core, target, context, maxWaitMs);
    if (!connected.ok) return connected;
    const { account, organization } = connected.value;
    const started = await core.call("sync.start", { organizationId: organization.id, repositories });
    if (!started.ok) return started;
    const { runId } = started.value;
    output.event({
      event: "started",
      runId,
      host: account.host,
      login: account.login,
      organization: organization.login,
    });
    const as = account.isSample ? "" : ` on ${account.host} as ${account.login}`;
    output.note(`Syncing ${organization.login}${as}.`);
    return finishRun({ core, output, organizationId: organization.id, runId, commandStartedAt, maxWaitMs });
  },
});
