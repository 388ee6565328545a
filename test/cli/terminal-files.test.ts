import { existsSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import config from "../../electron.vite.config.ts";
import { terminalFilesAround, type TerminalFiles } from "../../src/cli/terminal-files.ts";

const listFiles = ({ workers, sampleThread }: TerminalFiles): URL[] => [
  workers.sync,
  workers.reader,
  sampleThread,
];

test("a checkout runs the sources", () => {
  const entry = new URL("../../src/cli/onramp.ts", import.meta.url).href;
  expect(listFiles(terminalFilesAround(entry)).filter((file) => !existsSync(file))).toEqual([]);
});

test("the built terminal finds beside it what the build makes", () => {
  expect(config).toMatchObject({
    main: { build: { rolldownOptions: { input: { cli: "src/cli/onramp.ts" } } } },
  });
  const { main } = config as { main: { build: { rolldownOptions: { input: Record<string, string> } } } };
  const built = Object.keys(main.build.rolldownOptions.input).map((name) => `${name}.js`);
  const files = listFiles(terminalFilesAround("file:///opt/onramp/out/main/cli.js"));
  for (const { pathname } of files) expect(built).toContain(basename(pathname));
  expect(files.map(({ href }) => href.replace(/[^/]+$/, ""))).toEqual(
    Array(3).fill("file:///opt/onramp/out/main/"),
  );
});
