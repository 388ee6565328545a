import type { Core } from "../../core/core.ts";
import type { OrganizationId, RepositoryId } from "../../shared/ids.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { readCount, readList } from "../read-values.ts";
import { renderInsights } from "../render/insights.ts";
import { findStoredOrganization, STORED_OPTIONS } from "../stored-organization.ts";

interface InsightsOptions {
  login: string | null;
  repos: string[] | null;
  author: string | null;
  since: string | null;
  staleAfterDays: number;
}

export const insights = defineCommand({
  name: "insights",
  summary: "open pull requests, merges, cycle time, reviews: figures from what is stored",
  notes: ["Each figure says what share of the data it rests on."],
  options: {
    ...STORED_OPTIONS,
    repos: { kind: "text", value: "A,B", help: "only these repositories" },
    author: { kind: "text", value: "LOGIN", help: "only this author's pull requests" },
    since: { kind: "text", value: "DATE", help: "only pull requests opened at or after this, as 2026-01-31" },
    "stale-days": { kind: "text", value: "N", help: "days without an update that make one stale (14)" },
  },
  read({ org, repos, author, since, "stale-days": staleDays }): Result<InsightsOptions> {
    const names = readList("repos", repos);
    if (!names.ok) return names;
    const staleAfterDays = readCount("stale-days", staleDays, { min: 1, max: 3650, fallback: 14 });
    if (!staleAfterDays.ok) return staleAfterDays;
    return ok({ login: org, repos: names.value, author, since, staleAfterDays: staleAfterDays.value });
  },

  async run({ login, repos, author, since, staleAfterDays }, { output, openCore }) {
    const core = await openCore();
    const organization = await findStoredOrganization(core, login);
    if (!organization.ok) return organization;
    const organizationId = organization.value.id;
    const repositoryIds = repos && (await findRepositories(core, organizationId, repos));
    if (repositoryIds?.ok === false) return repositoryIds;
    const computed = await core.call("insights.get", {
      organizationId,
      ...(repositoryIds && { repositoryIds: repositoryIds.value }),
      ...(author !== null && { authorLogin: author }),
      ...(since !== null && { since }),
      staleAfterDays,
    });
    if (!computed.ok) return computed;
    output.answer({
      json: [{ event: "insights", organization: organization.value.login, ...computed.value }],
      text: () => renderInsights(organization.value.login, computed.value),
    });
    return ok(EXIT_CODES.done);
  },
});

/** Stored repositories by `name` or `owner/name`, whatever their case. */
async function findRepositories(
  core: Core,
  organizationId: OrganizationId,
  names: readonly string[],
): Promise<Result<RepositoryId[]>> {
  const choices = await core.call("insights.getChoices", { organizationId });
  if (!choices.ok) return choices;
  const byName = new Map<string, RepositoryId>();
  for (const { id, fullName } of choices.value.repositories) {
    byName.set(fullName.toLowerCase(), id);
    byName.set(fullName.toLowerCase().split("/")[1]!, id);
  }
  const ids: RepositoryId[] = [];
  for (const name of names) {
    const id = byName.get(name.toLowerCase());
    if (id === undefined) {
      return failed({ code: "usage/bad-input", detail: `No stored repository is called ${name}.` });
    }
    ids.push(id);
  }
  return ok(ids);
}
