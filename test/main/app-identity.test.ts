import type { App } from "electron";
import { expect, test } from "vitest";
import { builderConfigFor } from "../../scripts/package/builder-config.ts";
import { DEEP_LINK_SCHEME } from "../../src/main/deep-link.ts";
import { tellIdentity } from "../../src/main/app-identity.ts";

function identityOn(platform: NodeJS.Platform, isPackaged = true): unknown[] {
  const told: unknown[] = [];
  const app = {
    isPackaged,
    setAppUserModelId: (id: string) => told.push(id),
    setDesktopName: (name: string) => told.push(name),
  } as unknown as App;
  tellIdentity(app, platform);
  return told;
}

test("the app calls itself what its packages are called", () => {
  expect(identityOn("win32")).toEqual([builderConfigFor("win").appId]);
  expect(identityOn("linux")).toEqual([`${builderConfigFor("linux").linux?.executableName}.desktop`]);
  expect(identityOn("darwin")).toEqual([]);
});

test("one that is not installed pretends nothing", () => {
  expect(identityOn("win32", false)).toEqual([]);
});

test("the packages announce the scheme of the app's links", () => {
  expect(builderConfigFor("linux").protocols).toEqual([{ name: "Onramp", schemes: [DEEP_LINK_SCHEME] }]);
});
