import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { runPlaywright, runVitest } from "../../scripts/test/run-runners.ts";

// A small project of its own, on which the real runners run.
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "onramp-runners-"));
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

const runVitestHere = () => runVitest({ args: ["--root", project], output: "keep" });
const runPlaywrightHere = () => runPlaywright({ args: ["--config", project], output: "keep" });

test("Vitest's tests are counted, with the reason of each skipped one", async () => {
  writeFileSync(
    join(project, "one.test.ts"),
    `import { describe, expect, test } from "vitest";
     test("right", () => expect(1).toBe(1));
     test("wrong", () => expect(1).toBe(2));
     describe("a group", () => {
       test("elsewhere", (context) => context.skip("only on macOS"));
     });`,
  );
  expect(await runVitestHere()).toEqual({
    passed: 1,
    failed: ["one.test.ts > wrong"],
    skipped: [{ name: "one.test.ts > a group > elsewhere", reason: "only on macOS" }],
  });
});

test("a Vitest file that cannot be loaded, and a set-up that throws, are failures", async () => {
  writeFileSync(join(project, "broken.test.ts"), `import "./missing.ts";`);
  writeFileSync(
    join(project, "set-up.test.ts"),
    `import { beforeAll, test } from "vitest";
     beforeAll(() => { throw new Error("no server") });
     test("never begins", () => {});`,
  );
  const { passed, failed } = await runVitestHere();
  expect(passed).toBe(0);
  expect(failed).toContainEqual(expect.stringMatching(/^broken\.test\.ts > .*missing\.ts/));
  expect(failed).toContainEqual("set-up.test.ts > no server");
});

test("an error outside every Vitest test is a failure", async () => {
  writeFileSync(
    join(project, "stray.test.ts"),
    `import { test } from "vitest";
     test("right", async () => {
       setTimeout(() => { throw new Error("stray") });
       await new Promise((done) => setTimeout(done, 50));
     });`,
  );
  expect(await runVitestHere()).toMatchObject({ passed: 1, failed: ["unhandled error: stray"] });
});

test("Playwright's tests are counted, with the reason of each skipped one", async () => {
  writeFileSync(join(project, "playwright.config.ts"), "export default {};");
  writeFileSync(
    join(project, "one.spec.ts"),
    `import { expect, test } from "playwright/test";
     test("right", () => expect(1).toBe(1));
     test("wrong", () => expect(1).toBe(2));
     test.describe("a group", () => {
       test("elsewhere", () => test.skip(true, "only on macOS"));
     });`,
  );
  expect(await runPlaywrightHere()).toEqual({
    passed: 1,
    failed: ["one.spec.ts > wrong"],
    skipped: [{ name: "one.spec.ts > a group > elsewhere", reason: "only on macOS" }],
  });
});

test.each([
  ["Vitest", runVitestHere],
  ["Playwright", runPlaywrightHere],
])("%s without a single test is a failure", async (_name, run) => {
  writeFileSync(join(project, "playwright.config.ts"), "export default {};");
  const { passed, failed } = await run();
  expect(passed).toBe(0);
  expect(failed).not.toEqual([]);
});
