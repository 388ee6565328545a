import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { array, assert, integer, property, record } from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  placeOnDisplays,
  readWindowPlace,
  writeWindowPlace,
  type Rectangle,
} from "../../src/main/window-place.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onramp-window-"));
  file = join(folder, "window.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const primary: Rectangle = { x: 0, y: 24, width: 1440, height: 876 };
const second: Rectangle = { x: 1440, y: 0, width: 1920, height: 1080 };
const placeAt = (bounds: Rectangle) => ({ bounds, isMaximized: false });

test("the window's place is remembered", () => {
  const place = { bounds: { x: 10, y: 20, width: 900, height: 700 }, isMaximized: true };
  writeWindowPlace(file, place);
  expect(readWindowPlace(file)).toEqual(place);
});

test.each(["", "{", "null", '{"bounds":{"x":0,"y":0,"width":-5,"height":1},"isMaximized":false}'])(
  "a damaged memory (%j) is as good as none",
  (text) => {
    writeFileSync(file, text);
    expect(readWindowPlace(file)).toBeNull();
  },
);

test("a place that cannot be written does not keep the window from closing", () => {
  const place = placeAt({ x: 1, y: 2, width: 3, height: 4 });
  expect(() => writeWindowPlace(join(folder, "missing", "window.json"), place)).not.toThrow();
});

test("the first window opens in the middle of the first display", () => {
  expect(placeOnDisplays(null, [primary, second])).toEqual({ x: 130, y: 62, width: 1180, height: 800 });
});

test("a window on the second display opens there again", () => {
  const bounds = { x: 1600, y: 100, width: 1000, height: 800 };
  expect(placeOnDisplays(placeAt(bounds), [primary, second])).toEqual(bounds);
});

test("a window on a display that is gone opens on the first one", () => {
  const bounds = { x: 1600, y: 100, width: 1000, height: 800 };
  expect(placeOnDisplays(placeAt(bounds), [primary])).toEqual(placeOnDisplays(null, [primary]));
});

test("a window that hangs over an edge is moved in, one that is too large is shrunk", () => {
  expect(placeOnDisplays(placeAt({ x: 1000, y: -50, width: 900, height: 700 }), [primary])).toEqual({
    x: 540,
    y: 24,
    width: 900,
    height: 700,
  });
  expect(placeOnDisplays(placeAt({ x: -100, y: 0, width: 5000, height: 5000 }), [primary])).toEqual(primary);
});

test("wherever it was, the window lies wholly on a display", () => {
  const place = integer({ min: -5000, max: 5000 });
  const size = integer({ min: 1, max: 5000 });
  const rectangle = record({ x: place, y: place, width: size, height: size });
  assert(
    property(rectangle, array(rectangle, { minLength: 1, maxLength: 3 }), (bounds, areas) => {
      const placed = placeOnDisplays(placeAt(bounds), areas);
      const liesOn = (area: Rectangle): boolean =>
        placed.x >= area.x &&
        placed.y >= area.y &&
        placed.x + placed.width <= area.x + area.width &&
        placed.y + placed.height <= area.y + area.height;
      expect(areas.some(liesOn)).toBe(true);
    }),
  );
});
