import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import type { Network } from "../../../src/core/ports.ts";
import type { ControlCommand } from "../../../src/sample/control.ts";
import type { Fault, Match } from "../../../src/sample/faults.ts";
import type { RunId } from "../../../src/shared/ids.ts";
import { DISK_FULL, MISBEHAVING, ORDERS, setDiskFull } from "../../faults/support/misbehaviour.ts";
import { Stage } from "../../journeys/support/stage.ts";
import { Random } from "./random.ts";

/** Whatever GitHub and the networks before it may answer, in random order; nothing that takes a repository away for good. */
const FAULTS: readonly Fault[] = [
  { kind: "status", status: 500 },
  { kind: "status", status: 404, body: "html" },
  { kind: "status", status: 429 },
  { kind: "status", status: 403, body: "empty" },
  { kind: "html-200" },
  { kind: "wrong-content-type" },
  { kind: "truncated-json" },
  { kind: "reset", when: "before-headers" },
  { kind: "reset", when: "after-headers" },
  { kind: "delay", delayMs: 200 },
  { kind: "primary-limit", resetInMs: 60_000 },
  { kind: "secondary-limit", status: 403 },
  { kind: "secondary-limit", status: 200, retryAfterSeconds: 5 },
  { kind: "bad-credentials" },
  { kind: "proxy-401" },
  { kind: "sso" },
  { kind: "not-found" },
  { kind: "approval-pending" },
  { kind: "server-error", form: "502-html" },
  { kind: "server-error", form: "200-something-went-wrong" },
  { kind: "resource-limits" },
  { kind: "graphql-partial" },
  { kind: "github-under-load", mostParents: 5 },
  { kind: "fails-at-every-size", from: 3, to: 6 },
];

/** A network that says what it is told to. */
class ToldNetwork implements Network {
  #isOnline = true;
  readonly #listeners = new Set<() => void>();
  isOnline = (): boolean => this.#isOnline;
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  become(isOnline: boolean): void {
    this.#isOnline = isOnline;
    for (const listener of this.#listeners) listener();
  }
}

/** A stage on which anything may happen. The same seed is the same things in the same order; when they meet the sync, varies. */
export class Chaos {
  readonly stage: Stage;
  readonly #random: Random;
  readonly #network: ToldNetwork;
  readonly #names: string[];
  #changes = 0;

  private constructor(stage: Stage, random: Random, network: ToldNetwork, names: string[]) {
    this.stage = stage;
    this.#random = random;
    this.#network = network;
    this.#names = names;
  }

  static async open(seed: number): Promise<Chaos> {
    const random = new Random(seed);
    const network = new ToldNetwork();
    const world = { seed, repositories: random.whole(6, 16), pullRequests: 400, members: 9 };
    const stage = await Stage.open({ world, core: { ...MISBEHAVING.core, network } });
    onTestFinished(() => stage.close());
    return new Chaos(stage, random, network, await stage.names());
  }

  /** Something happens: most often to GitHub, else to the computer, or a person does something. */
  happen(): Promise<unknown> {
    const { stage } = this;
    return this.#random.pick([
      ...Array.from({ length: 6 }, () => () => this.#breakSomething()),
      ...Array.from({ length: 4 }, () => () => stage.github.control(this.#change())),
      () => stage.control({ type: "on-page", ...this.#page(), command: this.#change() }),
      () => stage.control({ type: "revoke-token" }),
      () => stage.heal(),
      () => this.#signIn(),
      () => this.#command("sync.pause"),
      () => this.#command("sync.resume"),
      () => this.#command("sync.cancel"),
      () => this.#command("sync.retry"),
      () => this.#startAnew("sync.start"),
      () => this.#startAnew("sync.start"),
      () => this.#startAnew("sync.verify"),
      () => stage.restart(),
      () => stage.clock.pass(this.#random.pick([1_000, 20_000, 70_000])),
      async () => stage.clock.set(this.#random.pick([-86_400_000, 86_400_000, -7_000])),
      async () => this.#network.become(this.#random.next() < 0.5),
      async () => this.#misbehave(),
      async () => setDiskFull(stage, true),
    ])();
  }

  /** All faults are over, and the person has done what was asked of them. */
  async takeBack(): Promise<void> {
    const { stage } = this;
    await stage.heal();
    for (const id of this.#repositoryIds()) rmSync(this.#ordersFor(id), { force: true });
    rmSync(join(stage.dataDirectory, DISK_FULL), { force: true });
    this.#network.become(true);
    await this.#signIn();
    await this.#command("sync.resume");
  }

  async #breakSomething(): Promise<void> {
    const repository = this.#random.pick(this.#names);
    const matches: Match[] = [{}, { route: "rest" }, { route: "graphql" }, { repository }];
    const fault = this.#random.pick(FAULTS);
    const match = this.#random.pick(matches);
    await this.stage.fault(fault, match, this.#random.pick([1, 3, 9]), this.#random.whole(0, 3));
  }

  #page(): { repository: string; page: number } {
    return { repository: this.#random.pick(this.#names), page: this.#random.whole(1, 2) };
  }

  #change(): ControlCommand {
    const repository = this.#names[0]!;
    const number = this.#random.whole(1, 9);
    this.#changes += 1;
    return this.#random.pick<ControlCommand>([
      { type: "open-pull-request", repository },
      { type: "update-pull-request", repository, number, title: `change ${this.#changes}` },
      { type: "merge-pull-request", repository, number },
      { type: "add-review", repository, number, count: this.#random.pick([1, 60]) },
      { type: "archive-repository", repository: this.#names[1]! },
      { type: "add-repository", name: `added-${this.#changes}`, pullRequests: 7 },
    ]);
  }

  async #signIn(): Promise<void> {
    await this.stage.control({ type: "restore-token" });
    await this.stage.connect().catch(() => undefined);
  }

  /** A command that may be refused, because of how the sync stands. */
  async #command(name: "sync.pause" | "sync.resume" | "sync.cancel" | "sync.retry"): Promise<void> {
    const runId = this.stage.database
      .prepare<[], RunId>("SELECT id FROM sync_runs ORDER BY outcome IS NOT NULL, id DESC LIMIT 1")
      .pluck()
      .get();
    if (runId !== undefined) await this.stage.call(name, { runId }).catch(() => undefined);
  }

  async #startAnew(name: "sync.start" | "sync.verify"): Promise<void> {
    const { id: organizationId } = this.stage.organization;
    await this.stage.call(name, { organizationId, repositories: { kind: "all" } }).catch(() => undefined);
  }

  #repositoryIds(): number[] {
    return this.stage.database.prepare<[], number>("SELECT id FROM repositories").pluck().all();
  }

  #ordersFor = (id: number): string => join(this.stage.dataDirectory, `${ORDERS}${id}`);

  #misbehave(): void {
    const ids = this.#repositoryIds();
    if (ids.length === 0) return;
    writeFileSync(this.#ordersFor(this.#random.pick(ids)), this.#random.pick(["throw", "exit"]));
  }

  /** What is shown is true at this moment, whatever is broken. */
  async expectTrueStatus(): Promise<void> {
    const { run, repositories } = (await this.stage.view()) ?? { run: null, repositories: [] };
    if (run === null) return;
    const counted = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(repositories.length);
    expect(run.wait !== null).toBe(run.state === "waiting");
    if (run.state !== "complete") return;
    expect(new Set(repositories.map(({ state }) => state))).toEqual(new Set(["complete"]));
    const unfinished = `jobs WHERE run_id = ${run.runId} AND state IN ('ready', 'leased', 'dead')`;
    expect(this.stage.count(unfinished)).toBe(0);
    const lists = `jobs WHERE run_id = ${run.runId} AND kind = 'members' AND state = 'done'`;
    expect(this.stage.count(lists)).toBeGreaterThan(0);
  }
}
