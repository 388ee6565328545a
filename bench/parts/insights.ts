import { computeInsights } from "../../src/core/insights/compute-insights.ts";
import { listScopeChoices } from "../../src/core/insights/scope-choices.ts";
import type { RepositoryId } from "../../src/shared/ids.ts";
import type { InsightScope } from "../../src/shared/insights.ts";
import { fillStore } from "../insights/fill-store.ts";
import type { Part } from "../part.ts";
import { formatCount, formatMs, median } from "../report/figures.ts";
import { openNewStore } from "../store/new-store.ts";

const REPOSITORIES = 1_000;
const PULL_REQUESTS_EACH = 200;
const ROUNDS = 5;
const DAY_MS = 86_400_000;
/** What may pass between a choice and its figures: the old ones stay in sight meanwhile. */
const MOST_MS = { narrowed: 500, whole: 2_000 } as const;

interface Timed {
  name: string;
  wallMs: number;
  /** Time on the processor: what the wall clock says on a machine that does nothing else. */
  cpuMs: number;
}

export const insights: Part = {
  name: "insights",
  summary: `all insights over ${formatCount(REPOSITORIES * PULL_REQUESTS_EACH)} stored pull requests`,
  async measure() {
    const now = Date.now();
    const store = openNewStore();
    const { database, organizationId } = store;
    fillStore(store, REPOSITORIES, PULL_REQUESTS_EACH, now);
    const scopes: [string, Omit<InsightScope, "organizationId">][] = [
      ["the whole organization", {}],
      ["the last 90 days", { since: new Date(now - 90 * DAY_MS).toISOString() }],
      ["one author", { authorLogin: "person-5" }],
      ["one repository", { repositoryIds: [150 as RepositoryId] }],
    ];
    const timed = scopes.map(([name, scope]) =>
      time(name, () => computeInsights(database, { organizationId, ...scope }, now)),
    );
    const choices = time("the repositories and authors to choose from", () =>
      listScopeChoices(database, organizationId),
    );
    const reviews = database.prepare<[], number>("SELECT count(*) FROM reviews").pluck().get()!;
    store.remove();
    const slowest = Math.max(...timed.slice(1).map(({ cpuMs }) => cpuMs));
    return {
      title: "Insights over a large organization",
      text: [
        `${formatCount(REPOSITORIES)} repositories × ${PULL_REQUESTS_EACH} pull requests with ${formatCount(reviews)} reviews in the database; every insight is computed anew, as after each change, in the thread that does nothing else. Medians of ${ROUNDS}.`,
      ],
      tables: [
        {
          head: ["All insights into", "Wall clock", "Processor"],
          rows: [...timed, choices].map(({ name, wallMs, cpuMs }) => [
            name,
            formatMs(wallMs),
            formatMs(cpuMs),
          ]),
        },
      ],
      goals: [
        {
          text: `a narrowed scope within ${MOST_MS.narrowed} ms of processor time`,
          measured: formatMs(slowest),
          isMet: slowest <= MOST_MS.narrowed,
        },
        {
          text: `the whole organization within ${formatMs(MOST_MS.whole)} of processor time`,
          measured: formatMs(timed[0]!.cpuMs),
          isMet: timed[0]!.cpuMs <= MOST_MS.whole,
        },
      ],
    };
  },
};

function time(name: string, run: () => unknown): Timed {
  const wallMs: number[] = [];
  const cpuMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    wallMs.push(performance.now() - startedAt);
    cpuMs.push((user + system) / 1_000);
  }
  return { name, wallMs: median(wallMs), cpuMs: median(cpuMs) };
}
