import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { composeIcns, composeIco } from "../../scripts/package/icon-files.ts";

const pictureOf = (size: number) => ({
  size,
  png: readFileSync(join(ROOT, `resources/installer/icons/${size}x${size}.png`)),
});

test("an ICO file names each picture's size and place", () => {
  const pictures = [16, 256].map(pictureOf);
  const ico = composeIco(pictures);
  expect(ico.readUInt16LE(2)).toBe(1);
  expect(ico.readUInt16LE(4)).toBe(2);
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = ico.subarray(6 + 16 * index, 22 + 16 * index);
    expect(entry.readUInt8(0)).toBe(size % 256);
    const start = entry.readUInt32LE(12);
    expect(ico.subarray(start, start + entry.readUInt32LE(8))).toEqual(png);
  }
});

test("an ICNS file says its own length, and holds each picture once for each density", () => {
  const icns = composeIcns([16, 32, 256].map(pictureOf));
  expect(icns.toString("latin1", 0, 4)).toBe("icns");
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const types: string[] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    types.push(icns.toString("latin1", at, at + 4));
  }
  expect(types).toEqual(["icp4", "icp5", "ic11", "ic08", "ic13"]);
});

test.each([16, 24, 32, 48, 64, 128, 256, 512])("the icon is there as PNG, %i pixels wide", (size) => {
  const { png } = pictureOf(size);
  // The width and height of a PNG's first chunk (PNG specification, "IHDR").
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
