import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { APP_PAGE } from "../../src/main/app-scheme.ts";
import { answerCall, type BehindDoor } from "../../src/main/ipc-door.ts";
import { COMMAND_INPUTS, type CommandName } from "../../src/shared/contract.ts";
import { FAILURE_TEXTS } from "../../src/shared/failure-texts.ts";
import { FailureError } from "../../src/shared/failures.ts";
import { ok, type Result } from "../../src/shared/result.ts";
import { Stage } from "../journeys/support/stage.ts";

/** Commands that reach out of the core; whether their input is refused is tested with the others, by their schemas. */
const HOST = ["violation.report", "link.open", "file.save", "folder.open", "export.save"] as const;

let stage: Stage;
let door: BehindDoor;
beforeAll(async () => {
  const startSample = () => Promise.reject(new FailureError({ code: "usage/not-allowed-now" }));
  stage = await Stage.openUnconnected({
    world: { repositories: 1, pullRequests: 5, members: 1 },
    core: { startSample },
  });
  const call: BehindDoor["core"]["call"] = (name, input) =>
    stage.call(name, input as never).then(ok, (error) => ({ ok: false, failure: error.failure }) as never);
  const host = Object.fromEntries(HOST.map((name) => [name, async () => ok(null)]));
  door = { core: { call }, host: host as unknown as BehindDoor["host"], noteRefusal: () => undefined };
});
afterAll(() => stage.close());

const names = fc.oneof(
  fc.constantFrom(...(Object.keys(COMMAND_INPUTS) as CommandName[])),
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty"),
);
/** Whatever structured clone can carry, and keys that lead into prototypes. */
const inputs = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.dictionary(
    fc.constantFrom(
      "__proto__",
      "constructor",
      "prototype",
      "token",
      "runId",
      "ids",
      "organizationId",
      "limit",
    ),
    fc.anything(),
    { noNullPrototype: false },
  ),
);

test("S6: ten thousand calls with anything in them are answered, refused by a known code, and leave no trace", async () => {
  const untouched = Object.getOwnPropertyNames(Object.prototype).toSorted();
  const message = fc.oneof(
    { weight: 9, arbitrary: fc.record({ name: names, input: inputs }) },
    { weight: 1, arbitrary: fc.anything() },
  );
  const check = fc.asyncProperty(message, async (sent) => {
    const answer: Result<unknown> = await answerCall(door, { url: APP_PAGE, parent: null }, sent);
    if (!answer.ok) expect(Object.keys(FAILURE_TEXTS)).toContain(answer.failure.code);
    if (!answer.ok) expect(answer.failure.code).not.toBe("internal/bug");
  });
  await fc.assert(check, { numRuns: 10_000 });
  expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(untouched);
  expect((await stage.call("app.getState", {})).accounts).toEqual([]);
}, 60_000);
