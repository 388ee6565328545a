import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { getCurrentFuseWire } from "@electron/fuses";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import lockFile from "../../package-lock.json" with { type: "json" };
import { readModules } from "../../scripts/check/read-module.ts";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { LINUX_EXECUTABLE } from "../../scripts/package/builder-config.ts";
import { packApp } from "../../scripts/package/pack-app.ts";
import { NOTICE_RULE, NOTICES_FILE } from "../../scripts/package/third-party-notices.ts";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";
import { FUSES_SET } from "./support/fuses-set.ts";
import { extractAsar, readAsar, sha256Of, type AsarFile } from "./support/read-asar.ts";
import { makeStubRuntime } from "./support/stub-runtime.ts";

/*
 * The app packed for Linux as `npm run package:linux -- --dir` does it, on a folder that stands for Electron's runtime.
 * It is packed once, and every test looks at the same tree.
 */

const run = promisify(execFile);
/** A shared machine may be slow; nothing here waits this long on purpose. */
const patiently = { timeout: 15_000, interval: 50 };
const MAX_APP_BYTES = 40 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "onramp-package-"));
const tree = join(folder, "packed", process.arch === "arm64" ? "linux-arm64-unpacked" : "linux-unpacked");
const resources = join(tree, "resources");
/** The archive's files in a folder, for Node, which cannot read archives. */
const extracted = join(folder, "extracted");
let files: AsarFile[];

beforeAll(async () => {
  if (isBuildStale(ROOT)) await buildApp();
  makeStubRuntime(join(folder, "runtime"), "linux");
  await packApp({
    platform: "linux",
    isTreeOnly: true,
    electronDist: join(folder, "runtime"),
    output: join(folder, "packed"),
  });
  files = readAsar(join(resources, "app.asar"));
  extractAsar(files, extracted);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const paths = (): string[] => files.map(({ path }) => path);

describe("the archive", () => {
  test("holds what was built, the packages that run, and nothing of ours beside", () => {
    const own = paths().filter((path) => !path.startsWith("node_modules/"));
    expect(own.filter((path) => !/^(out\/|package\.json$|resources\/icon\.png$)/.test(path))).toEqual([]);
    expect(own).toContain("resources/icon.png");
  });

  test("holds no development package", () => {
    const locked = lockFile.packages as Record<string, { dev?: boolean }>;
    const packages = new Set(
      paths().flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []),
    );
    expect(packages).toContain("node_modules/better-sqlite3");
    expect([...packages].filter((name) => locked[name] === undefined || locked[name].dev === true)).toEqual(
      [],
    );
  });

  test("holds no source, source map, test or compiler's input", () => {
    const needless = /\.(map|[cm]?tsx?|cc|cpp|h|gyp|md)$|(^|\/)(tests?|__tests__|benchmarks?|examples?)\//;
    const found = paths().filter((path) => needless.test(path) && !path.endsWith("/LICENSE.md"));
    expect(found).toEqual([]);
    expect(files.some(({ content }) => content.includes("sourceMappingURL=data:"))).toBe(false);
  });

  test("has the licence of every package in it", () => {
    const packages = paths().filter((path) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const unlicensed = packages
      .map((path) => path.slice(0, -"package.json".length))
      .filter((root) => !paths().some((path) => path.startsWith(root) && /\/licen[cs]e[^/]*$/i.test(path)));
    expect(unlicensed).toEqual([]);
  });

  test("carries a hash of each file, from which the platforms that check it notice a changed one", () => {
    expect(files.filter(({ sha256, content }) => sha256 !== sha256Of(content))).toEqual([]);
  });
});

describe("the notices beside the archive", () => {
  /** The text under each package's heading, by the package's name. */
  const readNotices = (): Map<string, string> => {
    const [, ...notices] = readFileSync(join(resources, NOTICES_FILE), "utf8").split(`${NOTICE_RULE}\n`);
    return new Map(
      notices.map((notice) => {
        const [heading, ...texts] = notice.split("\n\n");
        const name = /^(\S+) \d+\.\d+\.\d+ \([\w.-]+\)$/.exec(heading!)?.[1];
        return [name ?? `no heading: ${heading}`, texts.join("\n\n")];
      }),
    );
  };

  test("name every package that our sources import or that is packed, with its own name", () => {
    const imported = readModules(ROOT, ["src"]).flatMap(({ imports }) =>
      imports.flatMap(({ to }) => (to.kind === "package" && !to.name.startsWith("node:") ? [to.name] : [])),
    );
    const packed = paths().flatMap((path) => /^node_modules\/(.+)\/package\.json$/.exec(path)?.[1] ?? []);
    const names = new Set([...imported, ...packed]);
    expect([...names]).toEqual(expect.arrayContaining(["react", "zod", "better-sqlite3"]));
    // Electron brings its own notices, of the other only types are taken, and keytar is our name for what follows it.
    for (const name of ["electron", "@octokit/openapi-types", "keytar"])
      expect(names.delete(name)).toBe(true);
    const noticed = readNotices();
    expect([...names, "@github/keytar"].filter((name) => !noticed.has(name))).toEqual([]);
  });

  test("name what the bundled packages bring", () => {
    expect([...readNotices().keys()]).toEqual(expect.arrayContaining(["scheduler", "@floating-ui/core"]));
  });

  test("hold a licence's text for each", () => {
    const withoutText = [...readNotices()].filter(
      ([, text]) => !/permission|redistribution|licensed/i.test(text),
    );
    expect(withoutText).toEqual([]);
  });
});

test("native modules lie outside the archive, those of this platform alone", () => {
  const native = files.filter(({ path }) => path.endsWith(".node"));
  const target = `linux-${process.arch}`;
  expect(native.map(({ path }) => path).sort()).toEqual([
    `node_modules/better-sqlite3/prebuilds/${target}.node`,
    `node_modules/keytar/prebuilds/${target}/keytar.node`,
  ]);
  expect(native.every(({ isUnpacked }) => isUnpacked)).toBe(true);
  expect(files.filter(({ isUnpacked }) => isUnpacked)).toHaveLength(native.length);
});

test.each(["darwin-arm64", "darwin-x64", "win32-arm64", "win32-x64", "linux-arm64", "linux-x64"])(
  "there are native modules to pack for %s",
  (target) => {
    for (const path of [`better-sqlite3/prebuilds/${target}.node`, `keytar/prebuilds/${target}/keytar.node`])
      expect(existsSync(join(ROOT, "node_modules", path)), path).toBe(true);
  },
);

test("the app without Electron's runtime is below 40 MB", () => {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  expect(bytes).toBeGreaterThan(1024 * 1024);
  expect(bytes).toBeLessThan(MAX_APP_BYTES);
  expect(statSync(join(resources, "app.asar")).size).toBeLessThan(MAX_APP_BYTES);
});

test("every entry point is in the archive, and every file that the window's page asks for", () => {
  const { main } = JSON.parse(readFileSync(join(extracted, "package.json"), "utf8")) as { main: string };
  const page = readFileSync(join(extracted, "out/renderer/index.html"), "utf8");
  const assets = [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+)"/g)].map(
    (match) => `out/renderer/${match[1]!}`,
  );
  expect(assets.length).toBeGreaterThan(1);
  expect(paths()).toEqual(
    expect.arrayContaining([
      main,
      "out/main/index.js",
      "out/main/cli.js",
      "out/main/sync-worker.js",
      "out/main/reader-worker.js",
      "out/main/sample-thread.js",
      "out/preload/index.cjs",
      ...assets,
    ]),
  );
});

test("Electron's fuses are set in the executable: no Node, no inspector, no options, only the archive", async () => {
  expect(await getCurrentFuseWire(join(tree, LINUX_EXECUTABLE))).toMatchObject(FUSES_SET);
});

test("the terminal command in the package starts the app's executable without a window", () => {
  const printed = execFileSync(join(resources, "bin", "onramp"), ["sync", "--org", "a b"], {
    encoding: "utf8",
  });
  expect(printed).toBe("--cli\nsync\n--org\na b\n");
});

test("the native modules of the package load", async () => {
  const load = `
    const Database = require("better-sqlite3");
    const { getPassword } = require("keytar");
    console.log(new Database(":memory:").prepare("SELECT sqlite_version()").pluck().get(), typeof getPassword);`;
  const { stdout } = await run(process.execPath, ["-e", load], { cwd: extracted });
  expect(stdout).toMatch(/^3\.\d+\.\d+ function\n$/);
});

/** Runs the package's entry on the stand-in, from a folder where nothing but the package can be found. */
const standIn = ["--import", join(ROOT, "stand-in/register.ts"), join(extracted, "out/main/start.js")];

test("with --cli the package is the terminal: it syncs the sample, and opens no window", async () => {
  const dataDirectory = join(folder, "terminal-data");
  const env = { PATH: process.env["PATH"], HOME: folder, ONRAMP_BROWSER: join(folder, "no-browser") };
  const args = [...standIn, "--cli", "sync", "--sample", "--all", "--json", "--data-dir", dataDirectory];
  const { stdout } = await run(process.execPath, args, { cwd: folder, env });
  expect(stdout.trim().split("\n").at(-1)).toContain('"complete"');
  const version = await run(process.execPath, [...standIn, "--cli", "--version"], { cwd: folder, env });
  expect(version.stdout).toMatch(/^onramp \d+\.\d+\.\d+\n$/);
}, 60_000);

test("without --cli the package is the window", async () => {
  const endpointFile = join(folder, "endpoint");
  const child = spawn(process.execPath, [...standIn, `--data-dir=${join(folder, "window-data")}`], {
    cwd: folder,
    env: { ...process.env, ONRAMP_HEADLESS: "1", ONRAMP_STAND_IN_CDP_FILE: endpointFile },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  try {
    await vi.waitFor(() => expect(existsSync(endpointFile)).toBe(true), patiently);
    const browser = await chromium.connectOverCDP(readFileSync(endpointFile, "utf8"));
    const page = browser.contexts()[0]!.pages()[0]!;
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.title()).toContain("Onramp");
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}, 60_000);
