import { createServer } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { makeSelfSigned } from "../support/certificates.ts";
import { serve } from "../core/github/serve.ts";
import type { Fault } from "../../src/sample/faults.ts";
import { describeFailure, type Failure, type FailureCode } from "../../src/shared/failures.ts";
import type { Stage } from "../journeys/support/stage.ts";
import { fault, recovers } from "./support/fault-test.ts";
import { Wire } from "./support/wire.ts";

/** The fault's wire, for tests whose stage has one between Onramp and GitHub. */
let wire: Wire;
const behindWire = {
  apiUrlFor: async (apiUrl: string) => {
    wire = await Wire.to(apiUrl);
    return wire.apiUrl;
  },
};

const OFFLINE = {
  state: "waiting",
  wait: expect.objectContaining({ kind: "offline", since: expect.any(Number) }),
} as const;

recovers(
  "G1",
  "the network goes in the middle: offline, nothing lost, and it goes on within 5 s of its return",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await wire.cut();
    await stage.runShows(OFFLINE);
    const insights = await stage.call("insights.get", { organizationId: stage.organization.id });
    expect(insights.coverage.storedPullRequests).toBe(stage.count("pull_requests"));
    await hold.release();

    // However often the network is looked for, it is not an attempt, and neither is the page that was on its way.
    for (let times = 0; times < 10; times += 1) {
      await stage.clock.pass(3_000);
      await stage.isIdle();
    }
    expect(stage.count("jobs WHERE attempt > 0 OR failure IS NOT NULL")).toBe(0);
    await stage.newRequests();
    await wire.mend();
    await stage.clock.pass(5_000);
    await expect.poll(() => stage.countRequests()).toBeGreaterThan(0);
  },
  behindWire,
);

recovers(
  "G1",
  "no network at the start: what is stored is there, and the sync goes on when the network comes",
  async (stage, [busiest]) => {
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await expect.poll(() => stage.count("coverage WHERE state = 'verified'")).toBeGreaterThan(4);
    await stage.closeCore();
    await hold.release();
    await wire.cut();

    await stage.openCore();
    await stage.runShows(OFFLINE);
    const { run } = await stage.call("app.getState", {});
    expect(run).toMatchObject({ pullRequests: stage.count("pull_requests"), counts: { complete: 3 } });
    await stage.newRequests();
    await wire.mend();
    await stage.clock.pass(5_000);
    await expect.poll(() => stage.countRequests()).toBeGreaterThan(0);
  },
  behindWire,
);

recovers(
  "G1",
  "the system's word that the network is back is enough to try at once",
  async (stage, [busiest]) => {
    const listeners = new Set<() => void>();
    const network = {
      isOnline: () => true,
      onChange: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    await stage.restart({ network });
    const hold = await stage.hold({ repository: busiest });
    await stage.start();
    await hold.reached();
    await wire.cut();
    await stage.runShows(OFFLINE);
    await hold.release();
    await stage.isIdle();
    await wire.mend();
    for (const listener of listeners) listener();
    await stage.runShows({ wait: null });
  },
  behindWire,
);

const resets: Fault[] = [
  { kind: "reset", when: "before-headers" },
  { kind: "reset", when: "after-headers" },
];
for (const reset of resets) {
  const { when } = reset as { when: string };
  recovers(
    "G3",
    `a connection reset ${when}: a retry, and the page is asked for again`,
    async (stage, [busiest]) => {
      await stage.fault(reset, { repository: busiest }, 2);
      await stage.start();
      await stage.repositoryShows(busiest, {
        state: "retrying",
        failure: expect.objectContaining({ code: "network/reset" }),
      });
    },
  );
}

const silences: Fault[] = [
  { kind: "hang", when: "before-headers" },
  { kind: "hang", when: "after-headers" },
];
for (const silence of silences) {
  const { when } = silence as { when: string };
  recovers(
    "G3",
    `an answer that stops ${when}: stalled with its cause, then tried again by itself`,
    async (stage, [busiest]) => {
      await stage.fault(silence, { repository: busiest }, 1);
      await stage.start();
      await stage.runShows({ counts: expect.objectContaining({ complete: 3, running: 1 }) });
      await stalls(stage, busiest);
      expect(await stage.repository(busiest)).toMatchObject({ state: "stalled" });
      await stage.clock.pass(12_000);
      await expect
        .poll(async () => (await stage.logged("network/timeout")) + (await stage.logged("worker/hung")))
        .toBeGreaterThan(0);
    },
  );
}

/** Lets time pass until the run says that it stalls because of a hung request; its worker answers all the while. */
async function stalls(stage: Stage, repository: string): Promise<void> {
  const { repositoryId } = await stage.repository(repository);
  await stage.clock.pass(31_000);
  await stage.runShows({
    state: "stalled",
    stall: { cause: "request-hung", repositoryId, since: expect.any(Number) },
  });
}

recovers(
  "G3",
  "a body at 1 byte a second is a hung request, however long it trickles",
  async (stage, [busiest]) => {
    await stage.fault({ kind: "slow-body", bytesPerSecond: 1 }, { repository: busiest }, 1);
    await stage.start();
    await stage.runShows({ counts: expect.objectContaining({ complete: 3, running: 1 }) });
    await stage.clock.pass(20_000);
    const trickledAt = Date.now();
    await expect.poll(() => Date.now() - trickledAt).toBeGreaterThan(2_200);
    await stage.clock.pass(9_000);
    await stage.runShows({ state: "stalled", stall: expect.objectContaining({ cause: "request-hung" }) });
    await stage.clock.pass(12_000);
    await stage.heal();
  },
);

recovers("G24", "while GitHub takes its time, every action is answered at once", async (stage) => {
  const hold = await stage.hold({});
  const answered = async (action: Promise<unknown>): Promise<void> => {
    await action;
    expect(stage.count("pull_requests")).toBe(0);
  };
  await answered(stage.call("repositories.load", { organizationId: stage.organization.id }));
  await answered(stage.start());
  await answered(stage.call("app.getState", {}));
  const { runId } = (await stage.view()).run;
  await answered(stage.call("sync.pause", { runId }));
  await stage.runShows({ state: "waiting" });
  await answered(stage.call("sync.resume", { runId }));
  await answered(stage.call("sync.cancel", { runId }));
  await stage.runShows({ state: "cancelled" });
  await hold.release();
  await stage.start();
});

/** Tries to connect to this address; what the person is told. */
async function refusalAt(stage: Stage, apiUrl: string): Promise<Failure> {
  const token = stage.github.token;
  return stage.call("account.connect", { host: apiUrl, apiUrl, token, storage: "session" }).then(
    () => expect.fail("it connected"),
    (error: { failure: Failure }) => error.failure,
  );
}

function expectExplained(failure: Failure, code: FailureCode): void {
  expect(failure.code).toBe(code);
  const { sentence, action } = describeFailure(failure);
  expect(sentence.length + action.length).toBeGreaterThan(40);
}

fault("G4", "nothing listens at the address", async (stage) => {
  const gone = await serve(() => undefined);
  await gone.close();
  expectExplained(await refusalAt(stage, gone.apiUrl), "network/refused");
});

fault("G4", "a certificate that nobody vouches for", async (stage) => {
  const server = createServer(makeSelfSigned()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expectExplained(await refusalAt(stage, `https://localhost:${port}`), "network/tls");
  server.close();
});

fault("G4", "a proxy that asks for a sign-in of its own", async (stage) => {
  const proxy = await serve((_request, response) => response.writeHead(407).end());
  expectExplained(await refusalAt(stage, proxy.apiUrl), "network/proxy-refused");
  await proxy.close();
});
