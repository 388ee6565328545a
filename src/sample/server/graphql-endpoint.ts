import type { FieldNode, SelectionSetNode, ValueNode } from "graphql";
import type { StruckFault } from "../faults.ts";
import type { GraphContext } from "../graphql/context.ts";
import type { QueryCost } from "../graphql/cost.ts";
import { GraphExecutor, type GraphAnswer, type PreparedQuery } from "../graphql/execute.ts";
import type { PullRequest, Repository } from "../world/model.ts";
import { parseNodeId } from "../world/node-ids.ts";
import { fullNameOf } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { Access } from "./access.ts";
import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";
import { blockGraph, denialHeaders } from "./access-faults.ts";
import { replaceAnswer, wentWrong } from "./fault-answers.ts";
import type { FaultSetting } from "./fault-setting.ts";
import { exhaustResources, failPartly } from "./partial-data.ts";
import { KeptAnswers } from "./kept-answers.ts";
import type { RateKeeper } from "./rate-keeper.ts";

/** A GraphQL request, read; `query` is undefined when the body holds none. */
export interface GraphRequest {
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Under which conditions a request is answered. */
export interface Asked {
  readonly access: Access;
  readonly webUrl: string;
  readonly struck: readonly StruckFault[];
  readonly setting: FaultSetting;
}

/** A GraphQL answer with what the server must know of it. */
export interface GraphOutcome {
  readonly answer: Answer;
  readonly points: number;
  readonly paged: readonly Repository[];
  /** Time that GitHub would have worked on it, to be waited, in milliseconds. */
  readonly workMs: number;
}

/** Reads a body; undefined if it is not JSON. */
export function readGraphRequest(body: string): GraphRequest | undefined {
  try {
    const value = JSON.parse(body) as {
      query?: unknown;
      operationName?: unknown;
      variables?: unknown;
    } | null;
    if (typeof value !== "object" || value === null) return undefined;
    const { query, operationName, variables } = value;
    return {
      query: typeof query === "string" ? query : undefined,
      operationName: typeof operationName === "string" ? operationName : undefined,
      variables:
        typeof variables === "object" && variables !== null ? (variables as Record<string, unknown>) : {},
    };
  } catch {
    return undefined;
  }
}

/** Answers GraphQL requests over a world. */
export class GraphEndpoint {
  readonly #executor = new GraphExecutor();
  readonly #world: World;
  readonly #rates: RateKeeper;
  readonly #showsRateLimit: boolean;
  /** Null where each answer is made anew. One that shows the rate limit is no other's. */
  readonly #kept: KeptAnswers<GraphOutcome> | null;

  constructor(options: { world: World; rates: RateKeeper; showsRateLimit: boolean; keepsAnswers: boolean }) {
    this.#world = options.world;
    this.#rates = options.rates;
    this.#showsRateLimit = options.showsRateLimit;
    this.#kept = options.keepsAnswers && !options.showsRateLimit ? new KeptAnswers<GraphOutcome>() : null;
  }

  /** What was answered before may be wrong now. */
  forgetAnswers(): void {
    this.#kept?.forget();
  }

  /** The operation's name: the one asked for, or the only one's. */
  operationOf(request: GraphRequest): string | undefined {
    if (request.operationName !== undefined || request.query === undefined) return request.operationName;
    const prepared = this.#executor.prepare(request.query, undefined);
    return prepared.kind === "ready" ? prepared.operation.name?.value : undefined;
  }

  /** Lower-case full names and logins of what a request names at its root, by name or by id. */
  namesIn(request: GraphRequest): string[] {
    if (request.query === undefined) return [];
    const prepared = this.#executor.prepare(request.query, request.operationName);
    if (prepared.kind === "invalid") return [];
    const named = new Set<string>();
    const read = (value: ValueNode | undefined): unknown[] => {
      if (value?.kind === "Variable") return [request.variables[value.name.value]].flat();
      if (value?.kind === "StringValue") return [value.value];
      return value?.kind === "ListValue" ? value.values.flatMap(read) : [];
    };
    for (const field of rootFields(prepared)) {
      const argument = (name: string): unknown[] =>
        read(field.arguments?.find((candidate) => candidate.name.value === name)?.value);
      const [owner] = argument("owner");
      const [name] = argument("name");
      const repositories = [...argument("id"), ...argument("ids")].map((id) =>
        this.#repositoryOf(String(id)),
      );
      if (typeof owner === "string" && typeof name === "string") {
        named.add(`${owner}/${name}`.toLowerCase()).add(owner.toLowerCase());
        repositories.push(this.#world.repository(owner, name));
      }
      for (const login of argument("login")) named.add(String(login).toLowerCase());
      for (const repository of repositories) {
        if (repository === undefined) continue;
        named.add(fullNameOf(repository).toLowerCase()).add(repository.owner.login.toLowerCase());
      }
    }
    return [...named];
  }

  #repositoryOf(id: string): Repository | undefined {
    const parsed = parseNodeId(id);
    const [first] = parsed?.numbers ?? [];
    if (parsed === undefined || first === undefined) return undefined;
    if (parsed.kind === "PRR" || parsed.kind === "PullRequest")
      return this.#world.pullRequestById(first)?.repository;
    return ["R", "Repository", "PR"].includes(parsed.kind) ? this.#world.repositoryById(first) : undefined;
  }

  answer(request: GraphRequest | undefined, asked: Asked): GraphOutcome {
    if (this.#kept === null || asked.struck.length > 0) return this.#makeAnswer(request, asked);
    const key = JSON.stringify(request ?? null);
    const known = this.#kept.find(key);
    if (known !== undefined) return known;
    const outcome = this.#makeAnswer(request, asked);
    this.#kept.keep(key, outcome, outcome.answer.body.length);
    return outcome;
  }

  #makeAnswer(request: GraphRequest | undefined, asked: Asked): GraphOutcome {
    const outcome = (answer: Answer): GraphOutcome => ({ answer, points: 1, paged: [], workMs: 0 });
    if (request === undefined) return outcome(errorAnswer(400, "Problems parsing JSON"));
    if (request.query === undefined) {
      const message = "A query attribute must be specified and must be a string.";
      return outcome(jsonAnswer(200, { errors: [{ message }] }));
    }
    const prepared = this.#executor.prepare(request.query, request.operationName);
    if (prepared.kind === "invalid") return outcome(jsonAnswer(200, { errors: prepared.errors }));
    const cost = this.#executor.cost(prepared, request.variables);
    const refused = this.#executor.refuseNodes(cost);
    if (refused !== undefined) return outcome(jsonAnswer(200, { errors: [refused] }));
    const context = this.#createContext(cost, asked);
    const result = this.#executor.run(prepared, request.variables, context);
    return {
      ...applyFaults(result, { asked, cost, context }),
      points: cost.cost,
      // One answer is one page, however many lists of a repository it holds.
      paged: [...new Set(context.pagedRepositories)],
    };
  }

  #createContext(cost: QueryCost, asked: Asked): GraphContext {
    const { limit, used, remaining, resetAt } = this.#rates.view("graphql", asked.setting.now);
    const { cost: points, nodeCount } = cost;
    return {
      world: this.#world,
      access: asked.access,
      webUrl: asked.webUrl,
      rateLimit: this.#showsRateLimit
        ? {
            cost: points,
            nodeCount,
            limit,
            used: used + points,
            remaining: Math.max(0, remaining - points),
            resetAt,
          }
        : null,
      blockers: asked.struck
        .map((struck) => blockGraph(struck, asked.setting))
        .filter((blocker) => blocker !== undefined),
      served: [],
      pagedRepositories: [],
      nodesReturned: 0,
    };
  }
}

/** What GitHub gives up after ("Rate limits and query limits for the GraphQL API", GitHub Docs). */
const longestWorkMs = 10_000;

/** Lets the faults that act on a result act on it. */
function applyFaults(
  result: GraphAnswer,
  ran: { asked: Asked; cost: QueryCost; context: GraphContext },
): { answer: Answer; workMs: number } {
  const { asked, cost, context } = ran;
  let data = result;
  let broken: Answer | undefined;
  let workMs = 0;
  const breakDown = (form: "502-html" | "502-json"): void => {
    broken = replaceAnswer({ kind: "server-error", form }, asked.setting);
  };
  for (const { fault } of asked.struck) {
    if (fault.kind === "resource-limits") data = exhaustResources(data);
    if (fault.kind === "graphql-partial") data = failPartly(data, wentWrong(asked.setting.requestId));
    if (fault.kind === "fails-at-every-size" && context.served.some(isBetween(fault))) breakDown("502-json");
    if (fault.kind !== "github-under-load") continue;
    workMs = Math.min(longestWorkMs, context.nodesReturned * (fault.msPerNode ?? 0.5));
    const tooWide = cost.widestNestedPage > (fault.mostParents ?? 50);
    if (workMs === longestWorkMs || (tooWide && fault.form === "502-html")) breakDown("502-html");
    else if (tooWide) data = exhaustResources(data);
  }
  const headers = Object.assign(
    {},
    ...asked.struck.map((struck) => denialHeaders(struck, asked.setting)),
  ) as Record<string, string>;
  return { answer: broken ?? jsonAnswer(200, data, headers), workMs };
}

function isBetween(range: { from: number; to: number }): (pullRequest: PullRequest) => boolean {
  return ({ number }) => number >= range.from && number <= range.to;
}

/** The fields at the root of an operation, through its fragments. */
function rootFields(prepared: PreparedQuery & { kind: "ready" }): FieldNode[] {
  const walk = (selections: SelectionSetNode): FieldNode[] =>
    selections.selections.flatMap((selection): FieldNode[] => {
      if (selection.kind === "Field") return [selection];
      if (selection.kind === "InlineFragment") return walk(selection.selectionSet);
      const fragment = prepared.document.definitions.find(
        (definition) =>
          definition.kind === "FragmentDefinition" && definition.name.value === selection.name.value,
      );
      return fragment?.kind === "FragmentDefinition" ? walk(fragment.selectionSet) : [];
    });
  return walk(prepared.operation.selectionSet);
}
