import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ControlAnswer, ControlCommand } from "../control.ts";
import { FaultBoard, type RequestTraits, type StruckFault } from "../faults.ts";
import type { Repository } from "../world/model.ts";
import { fullNameOf } from "../world/model.ts";
import type { World } from "../world/world.ts";
import { Access } from "./access.ts";
import { errorAnswer, jsonAnswer, type Answer } from "./answer.ts";
import { deliver } from "./delivery.ts";
import { DeviceFlow } from "./device-flow.ts";
import { refuseAtDoor } from "./door.ts";
import { makeRequestId, readBody, type Exchange } from "./exchange.ts";
import { replaceAnswer } from "./fault-answers.ts";
import type { FaultSetting } from "./fault-setting.ts";
import { GraphEndpoint, readGraphRequest } from "./graphql-endpoint.ts";
import { answerRestExchange } from "./rest-endpoint.ts";
import { completeHeaders } from "./headers.ts";
import { RateKeeper, type Resource } from "./rate-keeper.ts";
import { RequestLog } from "./request-log.ts";

export interface GitHubServerOptions {
  readonly world: World;
  readonly token: string;
  readonly latencyMs: number;
  readonly limits: "off" | "published";
  readonly enterprise: boolean;
  readonly compress: boolean;
  readonly clock: () => number;
  readonly keepsAnswers: boolean;
  /** Takes `POST /_sample/control`. */
  readonly onControl: (body: string) => ControlAnswer;
  /** Runs a command that a page triggers. */
  readonly onTrigger: (command: ControlCommand) => void;
}

/** Waits for a page of a repository's pull requests. */
interface PageTrigger {
  readonly repository: Repository;
  /** Pages still to come before it is the one. */
  page: number;
  readonly command: ControlCommand;
}

/** What an endpoint made of a request. */
interface Outcome {
  readonly answer: Answer;
  /** What it takes from the hourly budget. */
  readonly points: number;
  /** Time that GitHub would have worked on it, to be waited, in milliseconds. */
  readonly workMs: number;
}

const controlPath = "/_sample/control";

/** The HTTP side of the sample: routes, authentication, limits, headers, faults. */
export class GitHubServer {
  readonly access: Access;
  readonly faults: FaultBoard;
  readonly log = new RequestLog();
  readonly rates: RateKeeper;
  readonly deviceFlow = new DeviceFlow();
  readonly triggers: PageTrigger[] = [];
  latencyMs: number;
  clockAheadMs = 0;
  readonly #options: GitHubServerOptions;
  readonly #server: Server;
  readonly #graphql: GraphEndpoint;
  #origin = "";

  constructor(options: GitHubServerOptions) {
    const { world, enterprise, keepsAnswers } = options;
    this.#options = options;
    this.latencyMs = options.latencyMs;
    this.access = new Access(options.token);
    this.faults = new FaultBoard(world.people.organization.login);
    this.rates = new RateKeeper(options.limits);
    this.#graphql = new GraphEndpoint({
      ...{ world, keepsAnswers },
      rates: this.rates,
      showsRateLimit: !enterprise,
    });
    this.#server = createServer({ keepAliveTimeout: 30_000, noDelay: true }, (request, response) => {
      // A failure in here is a bug of this server: it must be seen, and must not hang the client.
      this.#handle(request, response).catch((error: unknown) => {
        console.error("sample server:", error);
        response.destroy();
      });
    });
  }

  /** @param port 0 for any free one */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The REST base. */
  get apiUrl(): string {
    return this.#origin + this.#base;
  }

  get #base(): string {
    return this.#options.enterprise ? "/api/v3" : "";
  }

  /** Where pages for people would be. */
  get webUrl(): string {
    return this.#options.enterprise ? this.#origin : "https://github.com";
  }

  /** Cuts all connections and stops listening. */
  async close(): Promise<void> {
    this.faults.clearAll();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** What queries were answered before may be wrong now. */
  forgetAnswers(): void {
    this.#graphql.forgetAnswers();
  }

  /** This server's time, which tests can move. */
  now(): number {
    return this.#options.clock() + this.clockAheadMs + this.faults.skewMs;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.#origin);
    const body = await readBody(request);
    if (body === undefined) return;
    if (url.pathname === controlPath) return this.#control(request, response, body);
    const exchange = this.#read(request, url, body);
    const { traits } = exchange;
    const record = this.log.begin(
      traits,
      exchange.requestId,
      exchange.graph?.variables,
      this.#options.clock(),
    );
    let status = 0;
    let bytes = 0;
    try {
      const struck = await this.#meetFaults(traits);
      record.faults = struck.map(({ fault }) => fault.kind);
      const answer = await this.#answer(exchange, struck);
      // After the work: requests that wait together would else be worked on together, and the next ones wait for all.
      if (this.latencyMs > 0) await sleep(this.latencyMs);
      const delivered = await deliver(request, response, answer, {
        faults: struck.map(({ fault }) => fault),
        compress: this.#options.compress,
      });
      if (delivered.complete) status = answer.status;
      bytes = delivered.bytes;
    } finally {
      this.log.end(record, status, bytes, this.#options.clock());
    }
  }

  async #meetFaults(traits: RequestTraits): Promise<StruckFault[]> {
    if (this.faults.isQuiet) return [];
    await this.faults.pass(traits);
    const struck = this.faults.strike(traits);
    for (const { fault } of struck) if (fault.kind === "delay") await sleep(fault.delayMs);
    return struck;
  }

  async #control(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    // Only JSON: a web page cannot send that across origins without asking first, and asking is not answered.
    const isJson = String(request.headers["content-type"] ?? "").startsWith("application/json");
    const allowed = request.method === "POST" && isJson;
    const answer = allowed
      ? jsonAnswer(200, this.#options.onControl(body))
      : errorAnswer(415, "Send a command as application/json");
    await deliver(request, response, answer, { faults: [], compress: false });
  }

  #read(request: IncomingMessage, url: URL, body: string): Exchange {
    const isGraph = url.pathname === (this.#options.enterprise ? "/api/graphql" : "/graphql");
    const below = url.pathname.startsWith(this.#base) ? url.pathname.slice(this.#base.length) : url.pathname;
    const path = isGraph ? "/graphql" : below;
    const graph = isGraph ? readGraphRequest(body) : undefined;
    const traits: RequestTraits = {
      route: isGraph ? "graphql" : "rest",
      method: request.method ?? "GET",
      path: path + url.search,
      operation: graph === undefined ? undefined : this.#graphql.operationOf(graph),
      // Looked up only when a fault could ask for them.
      names: this.faults.isQuiet
        ? []
        : graph === undefined
          ? this.#namesIn(path)
          : this.#graphql.namesIn(graph),
    };
    return {
      request,
      requestId: makeRequestId(),
      query: url.searchParams,
      path,
      traits,
      graph,
      body,
    };
  }

  /** Lower-case logins and full names of what a REST path is about. */
  #namesIn(path: string): string[] {
    const [, section, first = "", second = ""] = path.split("/");
    const { world } = this.#options;
    const tell = (repository: Repository | undefined): string[] =>
      repository === undefined
        ? []
        : [fullNameOf(repository).toLowerCase(), repository.owner.login.toLowerCase()];
    switch (section) {
      case "repos":
        return [
          `${first}/${second}`.toLowerCase(),
          first.toLowerCase(),
          ...tell(world.repository(first, second)),
        ];
      case "repositories":
        return tell(world.repositoryById(Number(first)));
      case "organizations":
        return [world.actor(Number(first))?.login.toLowerCase() ?? ""];
      case "orgs":
      case "users":
        return [first.toLowerCase()];
      default:
        return [];
    }
  }

  async #answer(exchange: Exchange, struck: readonly StruckFault[]): Promise<Answer> {
    const { traits, requestId } = exchange;
    const resource: Resource = traits.route === "graphql" ? "graphql" : "core";
    const now = this.now();
    const { organization, viewer } = this.#options.world.people;
    const viewerId = viewer.databaseId;
    const setting: FaultSetting = {
      route: traits.route,
      requestId,
      organization: organization.login,
      viewerId,
      now,
    };
    const hidden = this.#hiddenOrganizations(struck);
    const finish = (answer: Answer): Answer =>
      completeHeaders(answer, {
        exchange,
        access: this.access,
        now: this.now(),
        resource,
        hiddenOrganizations: hidden,
        budget: this.#options.enterprise ? undefined : this.rates.view(resource, this.now()),
      });
    const replaced = struck
      .map(({ fault }) => replaceAnswer(fault, setting))
      .find((answer) => answer !== undefined);
    if (replaced !== undefined) return finish(replaced);
    const { access, rates } = this;
    const refused = refuseAtDoor(exchange, {
      access,
      rates,
      resource,
      concurrent: this.log.concurrent,
      viewerId,
      now,
    });
    if (refused !== undefined) return finish(refused);
    rates.countRequest(resource, now);
    const startedAt = performance.now();
    const outcome =
      traits.route === "graphql"
        ? this.#answerGraph(exchange, struck, setting)
        : this.#answerRest(exchange, hidden);
    const spentMs = performance.now() - startedAt + outcome.workMs;
    if (outcome.workMs > 0) await sleep(outcome.workMs);
    this.log.stats.workMs += spentMs;
    rates.addWork(resource, spentMs, this.now());
    rates.spend(resource, outcome.points, this.now());
    if (resource === "graphql") this.log.stats.points += outcome.points;
    return finish(outcome.answer);
  }

  #hiddenOrganizations(struck: readonly StruckFault[]): number[] {
    return struck.flatMap(({ fault }) =>
      fault.kind === "sso-partial-results"
        ? (fault.organizations ?? [this.#options.world.people.sisterOrganization.databaseId])
        : [],
    );
  }

  #answerGraph(exchange: Exchange, struck: readonly StruckFault[], setting: FaultSetting): Outcome {
    if (exchange.request.method !== "POST")
      return { answer: errorAnswer(404, "Not Found"), points: 1, workMs: 0 };
    const outcome = this.#graphql.answer(exchange.graph, {
      access: this.access,
      webUrl: this.webUrl,
      struck,
      setting,
    });
    for (const repository of outcome.paged) this.#turnPage(repository);
    return outcome;
  }

  #answerRest(exchange: Exchange, hiddenOrganizations: readonly number[]): Outcome {
    const now = this.now();
    const { answer, points, paged } = answerRestExchange(exchange, {
      apiUrl: this.apiUrl,
      webUrl: this.webUrl,
      world: this.#options.world,
      access: this.access,
      deviceFlow: this.deviceFlow,
      hiddenOrganizations,
      now,
      budgets: this.#options.enterprise
        ? undefined
        : { core: this.rates.view("core", now), graphql: this.rates.view("graphql", now) },
    });
    if (paged !== undefined) this.#turnPage(paged);
    return { answer, points, workMs: 0 };
  }

  /** Runs what was hung on this page; the answer was made before, so the change is seen from the next one on. */
  #turnPage(repository: Repository): void {
    for (const trigger of this.triggers.filter((candidate) => candidate.repository === repository)) {
      trigger.page -= 1;
      if (trigger.page > 0) continue;
      this.triggers.splice(this.triggers.indexOf(trigger), 1);
      this.#options.onTrigger(trigger.command);
    }
  }
}
