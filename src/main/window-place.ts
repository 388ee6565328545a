import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
const windowPlace = z.object({ bounds: rectangle, isMaximized: z.boolean() });

/** A rectangle on the screen, in device-independent pixels. */
export type Rectangle = z.infer<typeof rectangle>;

/** Where the window was when it was last seen: its bounds when not maximized. */
export type WindowPlace = z.infer<typeof windowPlace>;

export const MINIMUM_SIZE = { width: 720, height: 520 } as const;
const USUAL_SIZE = { width: 1180, height: 800 } as const;

/** The remembered place; null when there is none or it cannot be read: a window opens all the same. */
export function readWindowPlace(file: string): WindowPlace | null {
  try {
    return windowPlace.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Remembers a place. That it cannot be written is no reason to keep anyone from closing the window. */
export function writeWindowPlace(file: string, place: WindowPlace): void {
  try {
    // Renamed into place, so that a crash in between leaves the old one.
    writeFileSync(`${file}.new`, JSON.stringify(place), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The next start opens at the usual place.
  }
}

/**
 * Bounds for the window that lie wholly on one of the displays: the remembered ones, moved and shrunk as far as
 * needed, or the usual size in the middle of the first display when they lie on none of them any more.
 * @param workAreas the displays without their task bars, the primary one first; at least one
 */
export function placeOnDisplays(place: WindowPlace | null, workAreas: readonly Rectangle[]): Rectangle {
  const remembered = place?.bounds;
  const area = remembered && workAreas.find((candidate) => overlaps(candidate, remembered));
  return remembered && area ? fitInto(area, remembered) : centreOn(workAreas[0]!);
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function fitInto(area: Rectangle, bounds: Rectangle): Rectangle {
  const width = Math.min(bounds.width, area.width);
  const height = Math.min(bounds.height, area.height);
  return {
    x: clamp(bounds.x, area.x, area.x + area.width - width),
    y: clamp(bounds.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function centreOn(area: Rectangle): Rectangle {
  const width = Math.min(USUAL_SIZE.width, area.width);
  const height = Math.min(USUAL_SIZE.height, area.height);
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
