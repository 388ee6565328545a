import { expect, test } from "vitest";
import { runCommand, runTool } from "../../scripts/check/run-tool.ts";

test("a tool's output is kept whole, with its exit code", async () => {
  const script = 'process.stdout.write("x".repeat(200_000)); console.error("!"); process.exitCode = 3;';
  const { exitCode, output } = await runCommand(process.execPath, ["-e", script], { output: "keep" });
  expect(exitCode).toBe(3);
  expect(output.length).toBe(200_000 + "!\n".length);
});

test("a command that cannot be started says so", async () => {
  expect(await runCommand("no-such-program", [], { output: "keep" })).toEqual({
    exitCode: 127,
    output: expect.stringContaining("no-such-program"),
  });
});

test("a package's tool is found without npx", async () => {
  expect(await runTool("oxlint", ["--version"], { output: "keep" })).toMatchObject({ exitCode: 0 });
});
