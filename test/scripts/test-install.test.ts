import { expect, test } from "vitest";
import { planInstall, type Machine } from "../../scripts/test/plan-install.ts";

const debianRoot: Machine = { platform: "linux", distribution: "debian", isRoot: true };
const apt = (...packages: string[]) => [
  "apt-get",
  "install",
  "--yes",
  "--no-install-recommends",
  ...packages,
];

test("nothing is run or asked for when nothing is missing", () => {
  expect(planInstall([], debianRoot)).toEqual({ run: [], ask: [] });
});

test("root on Debian installs browser and keyring", () => {
  expect(planInstall(["browser", "keyring"], debianRoot)).toEqual({
    run: [["apt-get", "update"], apt("chromium"), apt("libsecret-1-0", "gnome-keyring", "dbus")],
    ask: [],
  });
});

test("root on Ubuntu gets its browser from Playwright, for Ubuntu's own is a snap", () => {
  expect(planInstall(["browser"], { ...debianRoot, distribution: "ubuntu" }).run).toEqual([
    ["playwright", "install", "--with-deps", "chromium"],
  ]);
});

test("without root's rights, Playwright's browser is installed and the keyring is asked for", () => {
  expect(planInstall(["browser", "keyring"], { ...debianRoot, isRoot: false })).toEqual({
    run: [["playwright", "install", "chromium"]],
    ask: ["sudo apt-get install --yes --no-install-recommends libsecret-1-0 gnome-keyring dbus"],
  });
});

test.each([
  ["fedora", "sudo dnf install libsecret gnome-keyring dbus-daemon"],
  ["arch", "sudo pacman -S libsecret gnome-keyring dbus"],
  ["another", "install libsecret, gnome-keyring and dbus with your package manager"],
])("on %s the person is told what to install for the keyring", (distribution, request) => {
  const machine: Machine = { platform: "linux", distribution, isRoot: false };
  expect(planInstall(["keyring"], machine)).toEqual({ run: [], ask: [request] });
});

test.each(["darwin", "win32"] as const)("%s needs no more than a browser", (platform) => {
  expect(planInstall(["browser"], { platform, distribution: null, isRoot: false })).toEqual({
    run: [["playwright", "install", "chromium"]],
    ask: [],
  });
});
