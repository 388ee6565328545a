import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { packApp } from "../../scripts/package/pack-app.ts";
import { NOTICES_FILE } from "../../scripts/package/third-party-notices.ts";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";
import { FUSES_SET } from "./support/fuses-set.ts";
import { hashOfHeader, readAsar } from "./support/read-asar.ts";
import { makeStubRuntime } from "./support/stub-runtime.ts";

/*
 * The app packed for Windows and macOS on whatever machine this is, on folders that stand for Electron's runtime; for
 * Linux there is `packed-app.test.ts`.
 */

const folder = mkdtempSync(join(tmpdir(), "onramp-package-"));
const arm = process.arch === "arm64" ? "-arm64" : "";
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

beforeAll(async () => {
  if (isBuildStale(ROOT)) await buildApp();
}, 120_000);

const PACKED = [
  {
    platform: "win",
    nodePlatform: "win32",
    executable: `win${arm}-unpacked/Onramp.exe`,
    resources: `win${arm}-unpacked/resources`,
    command: "bin/onramp.cmd",
    /** Where the runtime finds the hash that the archive has to have. */
    hashKeptIn: `win${arm}-unpacked/Onramp.exe`,
  },
  {
    platform: "mac",
    nodePlatform: "darwin",
    executable: `mac${arm}/Onramp.app`,
    resources: `mac${arm}/Onramp.app/Contents/Resources`,
    command: "bin/onramp",
    hashKeptIn: `mac${arm}/Onramp.app/Contents/Info.plist`,
  },
] as const;

describe.each(PACKED)(
  "packed for $platform",
  ({ platform, nodePlatform, executable, resources, command, hashKeptIn }) => {
    const output = join(folder, platform);
    const archive = join(output, resources, "app.asar");

    beforeAll(async () => {
      const electronDist = join(folder, `${platform}-runtime`);
      makeStubRuntime(electronDist, platform);
      await packApp({ platform, isTreeOnly: true, electronDist, output });
    }, 120_000);

    test("native modules lie outside the archive, those of that platform alone", () => {
      const native = readAsar(archive).filter(({ path }) => path.endsWith(".node"));
      const target = `${nodePlatform}-${process.arch}`;
      expect(native.map(({ path }) => path).sort()).toEqual([
        `node_modules/better-sqlite3/prebuilds/${target}.node`,
        `node_modules/keytar/prebuilds/${target}/keytar.node`,
      ]);
      expect(native.every(({ isUnpacked }) => isUnpacked)).toBe(true);
    });

    test("Electron's fuses are set", async () => {
      expect(await getCurrentFuseWire(join(output, executable))).toMatchObject(FUSES_SET);
    });

    test("the runtime is told the archive's hash, so that it loads no other", () => {
      expect(readFileSync(join(output, hashKeptIn), "latin1")).toContain(hashOfHeader(archive));
    });

    test("the terminal command and the packages' licences lie beside the archive", () => {
      expect(existsSync(join(output, resources, command))).toBe(true);
      expect(readFileSync(join(output, resources, NOTICES_FILE), "utf8")).toContain("better-sqlite3");
    });
  },
);
