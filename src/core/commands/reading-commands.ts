import { ok } from "../../shared/result.ts";
import { readNewestRun } from "../database/run-store.ts";
import type { Handlers } from "./parts.ts";

export const readingCommands: Handlers<
  "status.get" | "insights.get" | "insights.getChoices" | "logs.search" | "logs.facets"
> = {
  "status.get": async ({ database, reader, engine, feed }, { organizationId }) => {
    const rows = await reader.reconcile(organizationId, engine.supervisor.liveJobIds());
    if (!rows.ok) return rows;
    const run = readNewestRun(database, organizationId);
    return ok({ run: run && feed.view(run).run, rows: rows.value });
  },

  "insights.get": ({ reader, clock }, scope) => reader.computeInsights(withoutUndefined(scope), clock.now()),

  "insights.getChoices": ({ reader }, { organizationId }) => reader.listScopeChoices(organizationId),

  "logs.search": async ({ log, reader }, query) => {
    // What happened a moment ago may wait in memory still; whoever searches for it shall find it.
    await log.flush();
    return reader.searchLog(withoutUndefined(query));
  },

  "logs.facets": async ({ log, reader }, chosen) => {
    await log.flush();
    return reader.listLogFacets(withoutUndefined(chosen));
  },
};

/** The input without keys that are there but undefined, which the reader's types do not know. */
function withoutUndefined<Input extends object>(
  input: Input,
): { [Key in keyof Input]: Exclude<Input[Key], undefined> } {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Input]: Exclude<Input[Key], undefined> };
}
