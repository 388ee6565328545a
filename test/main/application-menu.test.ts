import type { MenuItemConstructorOptions } from "electron";
import { expect, test } from "vitest";
import { applicationMenu } from "../../src/main/application-menu.ts";

function openMenu(platform: NodeJS.Platform, isPackaged = false) {
  const chosen: string[] = [];
  const template = applicationMenu(platform, isPackaged, {
    command: (command) => chosen.push(command),
    showLogFiles: () => chosen.push("log files"),
    reportIssue: () => chosen.push("report"),
  });
  const items = template.flatMap((top) => [top, ...((top.submenu ?? []) as MenuItemConstructorOptions[])]);
  return { chosen, items, roles: items.map((item) => item.role) };
}

const platforms: NodeJS.Platform[] = ["darwin", "win32", "linux"];

test.each(platforms)("on %s, copy and paste, zoom, reload and quit are in the menu", (platform) => {
  const { roles } = openMenu(platform);
  for (const role of [
    "copy",
    "paste",
    "reload",
    "resetZoom",
    "zoomIn",
    "zoomOut",
    "windowMenu",
    "help",
  ] as const)
    expect(roles).toContain(role);
  expect(roles).toContain(platform === "darwin" ? "appMenu" : "quit");
});

test.each(platforms)("on %s, no two items share a key", (platform) => {
  const keys = openMenu(platform).items.flatMap((item) => item.accelerator ?? []);
  expect(keys.length).toBeGreaterThan(0);
  expect(new Set(keys).size).toBe(keys.length);
});

test("every item of Onramp's own does something", () => {
  const { items, chosen } = openMenu("linux");
  const click = (item: MenuItemConstructorOptions): void => (item.click as () => void)();
  for (const item of items) if (item.click) click(item);
  expect([...new Set(chosen)].toSorted()).toEqual(
    [
      ...["find", "log files", "report", "show-palette", "show-settings", "show-shortcuts"],
      ...["show-choose", "show-connect", "show-diagnostics", "show-insights", "show-log", "show-sync"],
    ].toSorted(),
  );
});

test.each(platforms)(
  "on %s, the settings, the palette, finding and each screen have the keys that people expect",
  (platform) => {
    const keys = openMenu(platform).items.flatMap((item) => item.accelerator ?? []);
    for (const key of [",", "K", "F", "1", "2", "3", "4", "5", "6"])
      expect(keys).toContain(`CommandOrControl+${key}`);
  },
);

test("the developer tools are for a checkout only", () => {
  expect(openMenu("linux", false).roles).toContain("toggleDevTools");
  expect(openMenu("linux", true).roles).not.toContain("toggleDevTools");
});
