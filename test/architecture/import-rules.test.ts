import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkImports } from "../../scripts/check/check-imports.ts";
import { IMPORT_RULES } from "../../scripts/check/import-rules.ts";
import { ROOT } from "../../scripts/check/run-tool.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "onramp-imports-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Lays a module into the temporary project. */
function write(path: string, source: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
}

/** What each folder must never import, by the layout of the project. */
const FORBIDDEN: Record<string, { module: string; imports: string }[]> = {
  "src/shared": [{ module: "src/shared/models.ts", imports: "../core/core.ts" }],
  "src/core": [
    { module: "src/core/create-core.ts", imports: "../cli/onramp.ts" },
    { module: "src/core/create-core.ts", imports: "../sample/sample-server.ts" },
    { module: "src/core/jobs/job-queue.ts", imports: "../../main/index.ts" },
  ],
  ...Object.fromEntries(
    [
      "sync/streams",
      "github",
      "database",
      "insights",
      "export",
      "log",
      "diagnostics",
      "support",
      "reader",
    ].map((folder) => {
      const up = folder.replaceAll(/[^/]+/g, "..");
      return [
        `src/core/${folder}`,
        ["jobs/job-queue.ts", "keychain/os-keychain.ts", "create-core.ts"].map((target) => ({
          module: `src/core/${folder}/one.ts`,
          imports: `${up}/${target}`,
        })),
      ];
    }),
  ),
  "src/workers": [
    { module: "src/workers/sync-worker.ts", imports: "../core/jobs/job-queue.ts" },
    { module: "src/workers/sync-worker.ts", imports: "../core/keychain/os-keychain.ts" },
    { module: "src/workers/sync-worker.ts", imports: "../core/create-core.ts" },
    { module: "src/workers/sync-worker.ts", imports: "../core/sync/supervisor.ts" },
  ],
  "src/sample": [{ module: "src/sample/sample-server.ts", imports: "../core/ports.ts" }],
  "src/main": [
    { module: "src/main/index.ts", imports: "../renderer/app/app.tsx" },
    { module: "src/main/index.ts", imports: "../workers/sync-worker.ts" },
  ],
  "src/cli": [
    { module: "src/cli/onramp.ts", imports: "../main/index.ts" },
    { module: "src/cli/onramp.ts", imports: "../../stand-in/register.ts" },
  ],
  "src/preload": [{ module: "src/preload/index.ts", imports: "../core/core.ts" }],
  "src/renderer": [{ module: "src/renderer/main.tsx", imports: "../main/index.ts" }],
  "src/renderer/app": [{ module: "src/renderer/app/app.tsx", imports: "../../core/core.ts" }],
  "src/renderer/features/*": [
    { module: "src/renderer/features/sync/run.tsx", imports: "../logs/viewer.tsx" },
    { module: "src/renderer/features/sync/run.tsx", imports: "../../app/app.tsx" },
  ],
  "src/renderer/client": [{ module: "src/renderer/client/client.ts", imports: "../features/sync/run.tsx" }],
  "src/renderer/texts": [
    { module: "src/renderer/texts/app.ts", imports: "../features/sync/run.tsx" },
    { module: "src/renderer/texts/app.ts", imports: "../client/bridge.ts" },
  ],
  "src/renderer/ui": [{ module: "src/renderer/ui/button.tsx", imports: "../../shared/models.ts" }],
  "src/runtime": [{ module: "src/runtime/choose-host.ts", imports: "../main/index.ts" }],
  "src/start": [{ module: "src/start/onramp.ts", imports: "../core/core.ts" }],
  "stand-in": [{ module: "stand-in/app.ts", imports: "../src/main/index.ts" }],
};

test("every folder that has a rule is tried below", () => {
  expect(Object.keys(FORBIDDEN).toSorted()).toEqual(IMPORT_RULES.map((rule) => rule.folder).toSorted());
});

test.each(Object.values(FORBIDDEN).flat())("$module must not import $imports", ({ module, imports }) => {
  write(module, `import { one } from "${imports}";\n`);
  expect(checkImports(root).problems).toEqual([expect.stringContaining(`${module}:1: imports `)]);
});

test.each([
  ["a type", 'import type { Core } from "../core/core.ts";'],
  ["a re-export", 'export * from "../core/core.ts";'],
  ["a side effect", 'import "../core/core.ts";'],
  ["a dynamic import", 'export const load = () => import("../core/core.ts");'],
])("a forbidden import is caught when it is %s", (_kind, source) => {
  write("src/shared/models.ts", source);
  expect(checkImports(root).problems).toEqual([
    "src/shared/models.ts:1: imports src/core/core.ts; src/shared may import nothing of ours",
  ]);
});

test.each([
  ["src/core/create-core.ts", "electron"],
  ["src/cli/onramp.ts", "electron"],
  ["src/renderer/app/app.tsx", "electron/renderer"],
  ["stand-in/app.ts", "electron"],
  ["src/workers/sync-worker.ts", "keytar"],
  ["src/core/sync/supervisor.ts", "keytar"],
  ["src/main/index.ts", "better-sqlite3"],
  ["src/main/index.ts", "piscina"],
  ["src/renderer/client/client.ts", "node:fs"],
  ["src/shared/models.ts", "node:crypto"],
  ["src/preload/index.ts", "node:path"],
])("%s must not import the package %s", (module, name) => {
  write(module, `import one from "${name}";\n`);
  expect(checkImports(root).problems).toEqual([expect.stringContaining(`${module}:1: only `)]);
});

test("what the layout allows passes", () => {
  write(
    "src/main/index.ts",
    'import { app } from "electron";\nimport { core } from "../core/create-core.ts";\n',
  );
  write(
    "src/core/create-core.ts",
    'import { readFileSync } from "node:fs";\nimport "./jobs/job-queue.ts";\n',
  );
  write("src/workers/reader.ts", 'import { check } from "../core/diagnostics/check.ts";\n');
  write("src/renderer/features/sync/run.tsx", 'import "./row.tsx";\nimport "../../ui/button.tsx";\n');
  expect(checkImports(root)).toEqual({ modules: 4, imports: 7, problems: [] });
});

test("a folder without a rule is a problem, so that a new folder cannot slip through", () => {
  write("src/plugins/one.ts", 'import "./two.ts";\n');
  expect(checkImports(root).problems).toContain("src/plugins/one.ts: no import rule covers this folder");
});

test("looking at nothing is a problem, never a pass", () => {
  expect(checkImports(root)).toMatchObject({ modules: 0, problems: [expect.stringContaining("broken")] });
});

test("the project keeps its own rules", () => {
  const { modules, imports, problems } = checkImports(ROOT);
  expect(problems).toEqual([]);
  expect(modules).toBeGreaterThan(100);
  expect(imports).toBeGreaterThan(modules);
});
