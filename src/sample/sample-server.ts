import { randomInt } from "node:crypto";
import type { ControlAnswer, ControlCommand } from "./control.ts";
import { parseControlCommand } from "./parse-control.ts";
import { GitHubServer } from "./server/github-server.ts";
import { changeWorld, findNamed } from "./world/changes.ts";
import type { WorldOptions } from "./world/model.ts";
import { tellRepositoryTruth, tellWorld } from "./world/truth.ts";
import { World } from "./world/world.ts";

export type { ControlAnswer, ControlCommand } from "./control.ts";
export type { WorldOptions } from "./world/model.ts";

export interface SampleServerOptions {
  /** The organization to serve. Default: the sample organization. */
  world?: WorldOptions;
  /** Added to every answer. Default 0. */
  latencyMs?: number;
  /** `published`: GitHub's hourly and secondary limits are enforced. Default `off`. */
  limits?: "off" | "published";
  /** As GitHub Enterprise Server: other base paths, no limits. */
  enterprise?: boolean;
  /** The kind of the one token that is accepted, by its shape and by what is told of it. Default `classic`. */
  tokenKind?: "classic" | "fine-grained";
  /** Default 0: any free port. */
  port?: number;
  /** gzip for clients that accept it. Default false. */
  compress?: boolean;
  /** Whether a query that was answered is answered alike, at little cost, until something changes. Default false. */
  keepsAnswers?: boolean;
  /** The server's time in epoch milliseconds; only where it runs in the caller's own thread. Default: the machine's. */
  clock?: () => number;
}

/** A small GitHub that listens on the loopback interface. */
export interface SampleServer {
  /** The REST base; GraphQL is at `apiUrl/graphql`, on Enterprise Server at `/api/graphql`. */
  readonly apiUrl: string;
  /** The token that it accepts, in the shape of a personal access token. */
  readonly token: string;
  /** The login of its organization. */
  readonly organization: string;
  control(command: ControlCommand): Promise<ControlAnswer>;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

const tokenLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function makeToken(kind: "classic" | "fine-grained"): string {
  const letters = (length: number): string =>
    Array.from({ length }, () => tokenLetters[randomInt(tokenLetters.length)]).join("");
  switch (kind) {
    case "classic":
      return `ghp_${letters(36)}`;
    case "fine-grained":
      return `github_pat_${letters(22)}_${letters(59)}`;
  }
}

/** Starts the sample organization's GitHub in this thread. */
export async function startSampleServer(options: SampleServerOptions = {}): Promise<SampleServer> {
  const world = new World(options.world);
  const token = makeToken(options.tokenKind ?? "classic");
  const server = new GitHubServer({
    world,
    token,
    latencyMs: options.latencyMs ?? 0,
    limits: options.limits ?? "off",
    enterprise: options.enterprise ?? false,
    compress: options.compress ?? false,
    clock: options.clock ?? Date.now,
    keepsAnswers: options.keepsAnswers ?? false,
    onControl: (body) => obeyText(body),
    onTrigger: (command) => void obey(command),
  });

  const obeyText = (body: string): ControlAnswer => {
    try {
      const parsed = parseControlCommand(JSON.parse(body));
      return parsed.ok ? obey(parsed.command) : { type: "refused", reason: parsed.reason };
    } catch {
      return { type: "refused", reason: "the command is not JSON" };
    }
  };
  const obey = (command: ControlCommand): ControlAnswer => {
    if (!changeNothing.has(command.type)) server.forgetAnswers();
    return runCommand({ world, server, token }, command);
  };

  await server.listen(options.port ?? 0);
  return {
    apiUrl: server.apiUrl,
    token,
    organization: world.people.organization.login,
    control: async (command) => obey(command),
    close: () => server.close(),
  };
}

/** Commands after which every query is answered as before. */
const changeNothing: ReadonlySet<ControlCommand["type"]> = new Set<ControlCommand["type"]>([
  ...(["stats", "reset-stats", "requests", "held", "truth", "set-latency"] as const),
]);

const done: ControlAnswer = { type: "done" };

function runCommand(
  parts: { world: World; server: GitHubServer; token: string },
  command: ControlCommand,
): ControlAnswer {
  const { world, server, token } = parts;
  const { access, faults, log } = server;
  switch (command.type) {
    case "set-latency":
      server.latencyMs = command.latencyMs;
      return done;
    case "reset":
      faults.clearAll();
      server.triggers.length = 0;
      server.rates.restore();
      access.restore(token);
      server.deviceFlow.restore();
      return done;
    case "stats":
      return { type: "stats", stats: structuredClone(log.stats) };
    case "reset-stats":
      log.resetStats();
      return done;
    case "requests":
      return {
        type: "requests",
        requests: log.since(command.since ?? 0).map((record) => ({ ...record })),
      };
    case "fault":
      return {
        type: "id",
        id: faults.set(command.fault, command.match, command.times, command.skip),
      };
    case "clear-fault":
      faults.clear(command.id);
      return done;
    case "hold":
      return { type: "id", id: faults.hold(command.match) };
    case "release":
      faults.release(command.id);
      return done;
    case "held":
      return { type: "number", number: faults.waitingBehind(command.id) };
    case "on-page": {
      const repository = findNamed(world, command.repository);
      if (repository === undefined) return { type: "refused", reason: `no repository ${command.repository}` };
      server.triggers.push({ repository, page: command.page, command: command.command });
      return done;
    }
    case "advance-clock":
      server.clockAheadMs += command.byMs;
      return done;
    case "exhaust-limit":
      server.rates.exhaust(command.resource, command.resetInMs, server.now());
      return done;
    case "revoke-token":
      access.token = null;
      return done;
    case "restore-token":
      access.restore(token);
      return done;
    case "set-scopes":
      access.scopes = command.scopes;
      return done;
    case "set-token-expiry":
      access.expiresAt = command.at;
      return done;
    case "device-flow":
      server.deviceFlow.act(command.action);
      return done;
    case "truth": {
      if (command.repository === undefined) return tellWorld(world);
      const repository = findNamed(world, command.repository);
      return repository === undefined
        ? { type: "refused", reason: `no repository ${command.repository}` }
        : tellRepositoryTruth(world, repository);
    }
    default:
      return changeWorld(world, command, server.now());
  }
}
