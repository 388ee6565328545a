import { LOG_LEVELS, type LogEntry } from "../../shared/log-entry.ts";

/*
 * An entry as one line of a log file: a JSON object, redacted, of bounded length, and safe to print on a terminal.
 */

/** A longer line has its texts cut. */
const MAX_LINE_CHARACTERS = 16_384;
const MAX_TEXT_CHARACTERS = 2_000;

/**
 * Characters that make a terminal or an editor do something instead of showing something: the C0 and C1 controls
 * (escape sequences begin with one), and the marks that reorder text (Unicode, "Bidirectional Algorithm"). Line
 * break and tab are left: JSON writes them escaped, and they are harmless when shown.
 */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** A cheap look at a serialised line: whether it may hold one. C0 controls are escaped there. */
const MAY_HOLD_CONTROLS = /\\[bfru]|[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** The text with its control characters written out, such as `<1b>` for escape; searching for them works too. */
export function showControls(text: string): string {
  return text.replace(CONTROLS, (control) => `<${control.charCodeAt(0).toString(16).padStart(2, "0")}>`);
}

/** The line that stands for an entry, without its line break. Never throws. */
export function lineOf(entry: LogEntry, redact: (text: string) => string): string {
  const line = serialise(entry);
  const clean = redact(line);
  if (clean !== line && entryOf(clean) === null) return unwritable(entry, "its redacted form is not JSON");
  // Only redacted text is cut: a cut through a secret would leave a half that is not recognised.
  return clean.length > MAX_LINE_CHARACTERS ? shorten(clean) : clean;
}

/** The entry that a line stands for, or null when the line is none: cut off by a crash, or written by others. */
export function entryOf(line: string): LogEntry | null {
  try {
    const value = JSON.parse(line) as unknown;
    return isEntry(value) ? value : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is LogEntry {
  if (typeof value !== "object" || value === null) return false;
  const { at, level, event, message } = value as Partial<Record<keyof LogEntry, unknown>>;
  return (
    typeof at === "number" &&
    typeof event === "string" &&
    typeof message === "string" &&
    LOG_LEVELS.some((known) => known === level)
  );
}

function serialise(entry: LogEntry): string {
  try {
    const line = JSON.stringify(entry);
    return MAY_HOLD_CONTROLS.test(line) ? JSON.stringify(entry, withTexts(showControls)) : line;
  } catch (error) {
    return unwritable(entry, String(error));
  }
}

function shorten(line: string): string {
  return JSON.stringify(JSON.parse(line), withTexts(cut));
}

const cut = (text: string) =>
  text.length <= MAX_TEXT_CHARACTERS
    ? text
    : `${text.slice(0, MAX_TEXT_CHARACTERS)}… (${text.length - MAX_TEXT_CHARACTERS} more characters)`;

const withTexts = (change: (text: string) => string) => (_key: string, value: unknown) =>
  typeof value === "string" ? change(value) : value;

/** What is written when an entry cannot be: that there was one, and why it is not here. */
function unwritable(entry: LogEntry, reason: string): string {
  const { at, level } = entry;
  return JSON.stringify({
    at,
    level,
    event: "log.unwritable",
    message: `An entry could not be written: ${reason}`,
  });
}
