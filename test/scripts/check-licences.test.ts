import { expect, test } from "vitest";
import { findLicenceProblems, findUndecidedScripts } from "../../scripts/check/licences.ts";

test("a licence that asks for more than its text may be a tool's, not the app's", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { license: "MPL-2.0" },
      "node_modules/b": { license: "MPL-2.0", dev: true },
      "node_modules/react": { license: "MIT", dev: true, dependencies: { c: "1.0.0" } },
      "node_modules/c": { license: "GPL-3.0", dev: true },
    },
  };
  expect(findLicenceProblems(lock)).toEqual([
    "a: its licence is MPL-2.0, and it is part of the app",
    "c: its licence is GPL-3.0, and it is part of the app",
  ]);
});

test("a package without a licence is named, and so is a lock file without packages", () => {
  expect(findLicenceProblems({ packages: { "node_modules/a": { dev: true } } })).toEqual([
    "a: its licence is none",
  ]);
  expect(findLicenceProblems({ packages: { "": {} } })).toEqual([expect.stringContaining("0 packages")]);
});

test("an install script that nobody has decided about is named", () => {
  const packages = {
    "node_modules/a": { hasInstallScript: true },
    "node_modules/a/node_modules/@x/b": { hasInstallScript: true },
    "node_modules/c": {},
  };
  expect(findUndecidedScripts({ packages }, { a: false })).toEqual([
    "@x/b has an install script: say in allowScripts whether it may run",
  ]);
});
