import { describe, expect, test } from "vitest";
import {
  chooseStep,
  findDisplay,
  judgeElectron,
  type ElectronState,
  type Step,
  type Surroundings,
} from "../../src/runtime/choose-host.ts";

const HERE: ElectronState = { kind: "here", executable: "/electron" };
const UNTRIED: ElectronState = { kind: "untried" };
const OUT_OF_REACH: ElectronState = { kind: "out-of-reach" };
const BROWSER = "/usr/bin/chromium";

const electron: Step = { kind: "open-in-electron", executable: "/electron" };
const get: Step = { kind: "get-electron" };
const browser: Step = { kind: "open-in-browser", browser: BROWSER };
const noDisplay: Step = { kind: "run-in-terminal", because: "no-display" };
const noBrowser: Step = { kind: "run-in-terminal", because: "no-browser" };

/** Every machine there can be: [Electron, with a browser, without one]. */
describe("with a display, Electron comes first, then a browser, then the terminal", () => {
  test.each<[ElectronState, Step, Step]>([
    [HERE, electron, electron],
    [UNTRIED, get, get],
    [OUT_OF_REACH, browser, noBrowser],
  ])("Electron $kind", (state, withBrowser, without) => {
    const machine = { hasDisplay: true, isHeadless: false, electron: state };
    expect(chooseStep({ ...machine, browser: BROWSER })).toEqual(withBrowser);
    expect(chooseStep({ ...machine, browser: null })).toEqual(without);
  });
});

test.each([HERE, UNTRIED, OUT_OF_REACH])(
  "without a display, the terminal it is, and no download is tried (Electron $kind)",
  (state) => {
    for (const found of [BROWSER, null]) {
      const machine: Surroundings = {
        hasDisplay: false,
        isHeadless: false,
        electron: state,
        browser: found,
      };
      expect(chooseStep(machine)).toEqual(noDisplay);
    }
  },
);

test.each([HERE, UNTRIED, OUT_OF_REACH])(
  "where nobody is to see the window, only a browser will do (Electron $kind)",
  (state) => {
    for (const hasDisplay of [true, false]) {
      const machine = { hasDisplay, isHeadless: true, electron: state };
      expect(chooseStep({ ...machine, browser: BROWSER })).toEqual(browser);
      expect(chooseStep({ ...machine, browser: null })).toEqual(noBrowser);
    }
  },
);

test("Electron is tried for once: what could not be downloaded is out of reach, until it is there", () => {
  expect(judgeElectron(null, null)).toEqual(UNTRIED);
  expect(judgeElectron(null, "not-obtained")).toEqual(OUT_OF_REACH);
  expect(judgeElectron("/electron", "not-obtained")).toEqual(HERE);
  expect(judgeElectron("/electron", null)).toEqual(HERE);
});

test("an Electron that cannot run here is not tried again, though it is there", () => {
  expect(judgeElectron("/electron", "cannot-run")).toEqual(OUT_OF_REACH);
  expect(judgeElectron(null, "cannot-run")).toEqual(OUT_OF_REACH);
});

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, boolean]>([
  ["linux", {}, false],
  ["linux", { DISPLAY: "" }, false],
  ["linux", { DISPLAY: ":0" }, true],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
  ["darwin", {}, true],
  ["win32", {}, true],
])("on %s with %j there is a display: %s", (platform, env, hasDisplay) => {
  expect(findDisplay(platform, env)).toBe(hasDisplay);
});
