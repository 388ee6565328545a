import type { Core } from "../../core/core.ts";
import type { RepositoryList } from "../../shared/contract.ts";
import type { RepositoryId } from "../../shared/ids.ts";
import type { Organization, Repository } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { CONNECTION_OPTIONS, readTarget, type Target } from "../connection-options.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { failureFields } from "../output/json-events.ts";
import { renderFailure, summarizeFailure } from "../render/failure.ts";
import { renderRepositories, repositoryEvent } from "../render/repositories.ts";

export const repos = defineCommand({
  name: "repos",
  summary: "list the repositories of an organization",
  notes: ["A repository that GitHub hides until single sign-on is named, and the exit code is 2."],
  options: CONNECTION_OPTIONS,
  read: (values): Result<Target> => readTarget(values),

  async run(target, { output, token, openCore }) {
    const core = await openCore();
    const connected = await connect(core, target, token);
    if (!connected.ok) return connected;
    const { organization } = connected.value;
    const listed = await loadRepositories(core, organization);
    if (!listed.ok) return listed;
    const counted = await core.call("sync.plan", {
      organizationId: organization.id,
      repositories: { kind: "all" },
    });
    if (!counted.ok) output.note(`Not counted: ${summarizeFailure(counted.failure)}`);
    const loaded = counted.ok ? await loadRepositories(core, organization) : listed;
    if (!loaded.ok) return loaded;
    const { list, repositories } = loaded.value;
    output.answer({
      json: repositories.map(repositoryEvent),
      text: () => renderRepositories(repositories),
    });
    if (list.state.kind === "failed") return failed(list.state.failure);
    if (list.hidden) {
      output.event({ event: "gap", ...failureFields(list.hidden) });
      for (const line of renderFailure(list.hidden)) output.note(line);
    }
    output.event({ event: "done", repositories: repositories.length, isWhole: list.hidden === null });
    return ok(list.hidden ? EXIT_CODES.gaps : EXIT_CODES.done);
  },
});

type ListState = Pick<RepositoryList, "state" | "hidden">;

/** Reads the list to its end, or as far as it goes: a list that failed keeps what had loaded. */
async function loadRepositories(
  core: Core,
  organization: Organization,
): Promise<Result<{ list: ListState; repositories: Repository[] }>> {
  const byId = new Map<RepositoryId, Repository>();
  const settled = Promise.withResolvers<ListState>();
  const take = (list: ListState, repositories: readonly Repository[]): void => {
    for (const repository of repositories) byId.set(repository.id, repository);
    if (list.state.kind === "loaded" || list.state.kind === "failed") settled.resolve(list);
  };
  const unsubscribe = core.subscribe((event) => {
    if (event.name !== "repositories.changed" || event.payload.organizationId !== organization.id) return;
    take(event.payload, event.payload.changed);
  });
  try {
    const first = await core.call("repositories.load", { organizationId: organization.id });
    if (!first.ok) return first;
    take(first.value, first.value.repositories);
    const list = await settled.promise;
    return ok({ list, repositories: [...byId.values()] });
  } finally {
    unsubscribe();
  }
}
