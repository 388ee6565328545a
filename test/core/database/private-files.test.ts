import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  createPrivateFile,
  folderFailureOf,
  prepareDirectory,
  tightenDataDirectory,
} from "../../../src/core/database/private-files.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test("a new file is the person's alone; one that is there stays as it is, content and all", ({ skip }) => {
  skip(process.platform === "win32", "Windows has no such modes");
  const folder = temporaryDirectory();
  const path = join(folder, "onramp.db");
  createPrivateFile(path);
  expect(modeOf(path)).toBe("600");
  writeFileSync(path, "content");
  chmodSync(path, 0o640);
  createPrivateFile(path);
  expect(modeOf(path)).toBe("640");
  expect(statSync(path).size).toBe(7);
});

test("what others could read is taken from them at the start, and what is not Onramp's is left alone", ({
  skip,
}) => {
  skip(process.platform === "win32", "Windows has no such modes");
  const folder = temporaryDirectory();
  const outside = temporaryDirectory();
  const loose = ["onramp.db", "onramp.db-wal", "onramp.db.before-schema-2", "window.json", "engine.lock"];
  for (const name of [...loose, "holiday.jpg"]) writeLoose(join(folder, name));
  for (const name of ["logs", "damaged-2026-11-24", "photos"]) {
    mkdirSync(join(folder, name), { mode: 0o755 });
    chmodSync(join(folder, name), 0o755);
    writeLoose(join(folder, name, "inner"));
  }
  writeLoose(join(outside, "theirs"));
  symlinkSync(join(outside, "theirs"), join(folder, "running.json"));
  chmodSync(folder, 0o755);

  tightenDataDirectory(folder);

  for (const name of loose) expect(modeOf(join(folder, name)), name).toBe("600");
  for (const name of ["logs", "damaged-2026-11-24"]) {
    expect(modeOf(join(folder, name)), name).toBe("700");
    expect(modeOf(join(folder, name, "inner")), name).toBe("600");
  }
  expect(modeOf(join(folder, "holiday.jpg"))).toBe("644");
  expect(modeOf(join(folder, "photos"))).toBe("755");
  expect(modeOf(join(outside, "theirs"))).toBe("644");
  // The person's own folder, with other things in it, may be meant for others.
  expect(modeOf(folder)).toBe("755");
});

test("a data directory that holds nothing else is closed to others", ({ skip }) => {
  skip(process.platform === "win32", "Windows has no such modes");
  const folder = temporaryDirectory();
  writeLoose(join(folder, "onramp.db"));
  // As Electron on Linux leaves its lock.
  symlinkSync("machine-4711", join(folder, "SingletonLock"));
  chmodSync(folder, 0o755);
  tightenDataDirectory(folder);
  expect(readdirSync(folder).sort()).toEqual(["SingletonLock", "onramp.db"]);
  expect(modeOf(folder)).toBe("700");
});

function writeLoose(path: string): void {
  writeFileSync(path, "x");
  chmodSync(path, 0o644);
}

test("a missing data directory is made with what leads to it, readable for its owner alone", () => {
  const parent = join(temporaryDirectory(), "a");
  const directory = join(parent, "b");
  prepareDirectory(directory);
  prepareDirectory(directory);
  expect(statSync(directory).isDirectory()).toBe(true);
  if (process.platform !== "win32") expect([modeOf(parent), modeOf(directory)]).toEqual(["700", "700"]);
});

test("a directory that cannot be made is a failure that names it and the reason", () => {
  const file = join(temporaryDirectory(), "a-file");
  writeFileSync(file, "");
  expect(() => prepareDirectory(file)).toThrow(/store\/not-writable: .*a-file \(EEXIST\)/);
  expect(() => prepareDirectory(join(file, "data"))).toThrow(
    /store\/not-writable: .*a-file.data \(ENOTDIR\)/,
  );
});

test("a full disk is named as such, not as a want of rights", () => {
  for (const code of ["ENOSPC", "EDQUOT"]) {
    const failure = folderFailureOf(Object.assign(new Error(code), { code }), "/data/logs");
    expect(failure).toEqual({ code: "store/full", detail: `/data/logs (${code})` });
  }
});
