import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const TERMINAL = fileURLToPath(new URL("../../src/cli/onramp.ts", import.meta.url));

test("P23: a Node that is too old is one clear sentence, and nothing native is loaded", async () => {
  const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } });
    process.dlopen = () => { throw new Error("a native module was loaded"); };`;
  const args = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, TERMINAL, "status"];
  await expect(promisify(execFile)(process.execPath, args)).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^Onramp needs Node\.js \d+ or newer, and this is 20\.19\.0\. .+\n$/),
  });
});
