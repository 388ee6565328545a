import { describe, expect, test } from "vitest";
import {
  chooseStep,
  findDisplay,
  judgeElectron,
  type ElectronState,
  type Step,
  type Surroundings,
} from "../../src/runtime/choose-host.ts";
import { describeStep } from "../../src/runtime/decide-step.ts";

const HERE: ElectronState = { kind: "here", executable: "/electron" };
const UNTRIED: ElectronState = { kind: "untried" };
const NOT_OBTAINED: ElectronState = { kind: "out-of-reach", because: "not-obtained" };
const CANNOT_RUN: ElectronState = { kind: "out-of-reach", because: "cannot-run" };
const STATES = [HERE, UNTRIED, NOT_OBTAINED, CANNOT_RUN];
const BROWSER = "/usr/bin/chromium";

const electron: Step = { kind: "open-in-electron", executable: "/electron" };
const get: Step = { kind: "get-electron" };
const browser = (because: "headless" | "not-obtained" | "cannot-run"): Step => ({
  kind: "open-in-browser",
  browser: BROWSER,
  because,
});
const noDisplay: Step = { kind: "run-in-terminal", because: "no-display" };
const noBrowser: Step = { kind: "run-in-terminal", because: "no-browser" };

/** Every machine there can be: [Electron, with a browser, without one]. */
describe("with a display, Electron comes first, then a browser, then the terminal", () => {
  test.each<[ElectronState, Step, Step]>([
    [HERE, electron, electron],
    [UNTRIED, get, get],
    [NOT_OBTAINED, browser("not-obtained"), noBrowser],
    [CANNOT_RUN, browser("cannot-run"), noBrowser],
  ])("Electron $kind", (state, withBrowser, without) => {
    const machine = { hasDisplay: true, isHeadless: false, electron: state };
    expect(chooseStep({ ...machine, browser: BROWSER })).toEqual(withBrowser);
    expect(chooseStep({ ...machine, browser: null })).toEqual(without);
  });
});

test.each(STATES)(
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

test.each(STATES)("where nobody is to see the window, only a browser will do (Electron $kind)", (state) => {
  for (const hasDisplay of [true, false]) {
    const machine = { hasDisplay, isHeadless: true, electron: state };
    expect(chooseStep({ ...machine, browser: BROWSER })).toEqual(browser("headless"));
    expect(chooseStep({ ...machine, browser: null })).toEqual(noBrowser);
  }
});

test("Electron is tried for once: what could not be downloaded is out of reach, until it is there", () => {
  expect(judgeElectron(null, null)).toEqual(UNTRIED);
  expect(judgeElectron(null, "not-obtained")).toEqual(NOT_OBTAINED);
  expect(judgeElectron("/electron", "not-obtained")).toEqual(HERE);
  expect(judgeElectron("/electron", null)).toEqual(HERE);
});

test("an Electron that cannot run here is not tried again, though it is there", () => {
  expect(judgeElectron("/electron", "cannot-run")).toEqual(CANNOT_RUN);
  expect(judgeElectron(null, "cannot-run")).toEqual(CANNOT_RUN);
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

test.each<[Step, RegExp]>([
  [electron, /in Electron, whose runtime is here: \/electron\.$/],
  [get, /in Electron: .* would be downloaded first\.$/],
  [browser("headless"), /in the stand-in .* ONRAMP_HEADLESS=1 .*: \/usr\/bin\/chromium\.$/],
  [browser("not-obtained"), /in the stand-in .* could not be downloaded/],
  [browser("cannot-run"), /in the stand-in .* cannot run on this system/],
  [noDisplay, /only this terminal, because no display is set/],
  [noBrowser, /only this terminal, because neither/],
])("which runtime it would be is said with its reason: %j", (step, words) => {
  expect(describeStep(step)).toMatch(words);
});
