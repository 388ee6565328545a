import type * as hosting from "../../src/cli/host-core.ts";
import { terminalFilesAround } from "../../src/cli/terminal-files.ts";
import type { Core } from "../../src/core/core.ts";
import { describeFailure } from "../../src/shared/failures.ts";
import type { OrganizationId } from "../../src/shared/ids.ts";
import type { RunProgress } from "../../src/shared/models.ts";
import type { Result } from "../../src/shared/result.ts";
import type { Assignment, Contender, Reading } from "./contender.ts";

/** What the app is installed with (`electron.vite.config.ts`). */
const BUILT = new URL("../../out/main/host-core.js", import.meta.url).href;

/**
 * Onramp as its built terminal composes it for a sync, with everything that it promises switched on: durable commits,
 * verification, the ledger, the log. The person's view of it is measured: events, not internals.
 */
export const onramp: Contender = async ({ dataDirectory, ...assignment }) => {
  const { hostCore } = (await import(BUILT)) as typeof hosting;
  const files = terminalFilesAround(BUILT);
  const { core, close } = await hostCore({ dataDirectory, version: "benchmark", files, expectsSync: true });
  try {
    return await sync(core, assignment);
  } finally {
    await close();
  }
};

async function sync(
  core: Core,
  { access, stopsAtFirstInsight }: Omit<Assignment, "dataDirectory">,
): Promise<Reading> {
  const { apiUrl, token, organization: login } = access;
  const startedAt = performance.now();
  const host = new URL(apiUrl).host;
  const connected = require(
    await core.call("account.connect", {
      ...{ host, apiUrl, token, organization: login },
      storage: "session",
    }),
  );
  const organizationId = connected.organization!.id;
  const insight = watchForInsight(core, organizationId, startedAt);
  const ended = untilEnd(core, organizationId);
  require(await core.call("sync.start", { organizationId, repositories: { kind: "all" } }));
  await (stopsAtFirstInsight ? Promise.race([ended, insight.shown]) : ended);
  const wallMs = performance.now() - startedAt;
  const { run } = require(await core.call("sync.get", { organizationId }))!;
  return {
    wallMs,
    firstInsightMs: insight.afterMs(),
    repositories: run.repositories,
    pullRequests: run.pullRequests,
    reviews: run.reviews,
    verified: run.state === "complete",
    failure: run.failure === null ? null : describeFailure(run.failure).sentence,
  };
}

/** Asks for the insights as soon as a row is stored, and again until they say something. */
function watchForInsight(
  core: Core,
  organizationId: OrganizationId,
  startedAt: number,
): { shown: Promise<void>; afterMs(): number | null } {
  const shown = Promise.withResolvers<void>();
  let afterMs: number | null = null;
  let isAsking = false;
  const unsubscribe = core.subscribe((event) => {
    if (event.name !== "run.changed" || event.payload.run.pullRequests === 0 || isAsking) return;
    isAsking = true;
    void core.call("insights.get", { organizationId }).then((insights) => {
      isAsking = false;
      if (!insights.ok || afterMs !== null) return;
      afterMs = performance.now() - startedAt;
      unsubscribe();
      shown.resolve();
    });
  });
  return { shown: shown.promise, afterMs: () => afterMs };
}

/** Resolves when the run has ended, as whoever follows it hears. */
function untilEnd(core: Core, organizationId: OrganizationId): Promise<void> {
  const isEnded = (run: RunProgress): boolean =>
    run.organizationId === organizationId && run.endedAt !== null;
  return new Promise((resolve) => {
    const unsubscribe = core.subscribe((event) => {
      if (event.name !== "run.changed" || !isEnded(event.payload.run)) return;
      unsubscribe();
      resolve();
    });
  });
}

function require<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.code}: ${describeFailure(result.failure).sentence}`);
}
