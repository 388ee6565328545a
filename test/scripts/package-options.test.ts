import { expect, test } from "vitest";
import { describePackFailure, parsePackageOptions } from "../../scripts/package/options.ts";

test("without options the app is packed for this machine's platform, with its installers", () => {
  expect(parsePackageOptions([], "darwin")).toEqual({
    platform: "mac",
    isTreeOnly: false,
    electronDist: null,
    help: false,
  });
});

test("another platform, the tree alone and a runtime from elsewhere can be asked for", () => {
  expect(
    parsePackageOptions(["--platform", "win", "--dir", "--electron-dist", "/electron"], "linux"),
  ).toEqual({
    platform: "win",
    isTreeOnly: true,
    electronDist: "/electron",
    help: false,
  });
});

test.each([["--platform", "amiga"], ["--installer"], ["stray"]])("wrong usage is named: %s", (...args) => {
  expect(parsePackageOptions(args, "linux")).toEqual({ wrong: expect.any(String) });
});

test("what could not be packed is said in one sentence, with what helps", () => {
  const error = new Error("getaddrinfo ENOTFOUND github.com");
  const said = (electronDist: string | null, isTreeOnly: boolean): string[] =>
    describePackFailure(error, { electronDist, isTreeOnly }).split("\n");
  const reason = "Onramp was not packed: getaddrinfo ENOTFOUND github.com";
  expect(said(null, true)).toEqual([reason, expect.stringContaining("--electron-dist DIR")]);
  expect(said("/electron", false)).toEqual([reason, expect.stringContaining("--dir")]);
  expect(said("/electron", true)).toEqual([reason]);
});
