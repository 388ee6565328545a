import { ok, type Result } from "../shared/result.ts";
import { badOption } from "./options.ts";

/** A list with commas, or null when it was not given. Spaces around names do not count. */
export function readList(name: string, text: string | null): Result<string[] | null> {
  if (text === null) return ok(null);
  const items = text.split(",").map((item) => item.trim());
  return items.every((item) => item !== "")
    ? ok(items)
    : badOption(`--${name} has an empty name in its list.`);
}

/** A time in minutes, fractions allowed, as milliseconds. */
export function readMinutes(name: string, text: string | null, fallbackMinutes: number): Result<number> {
  if (text === null) return ok(fallbackMinutes * 60_000);
  const minutes = Number(text);
  return minutes >= 0 && minutes <= 10_000
    ? ok(Math.round(minutes * 60_000))
    : badOption(`--${name} needs a number of minutes from 0 to 10000.`);
}

/** A whole number within bounds. */
export function readCount(
  name: string,
  text: string | null,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): Result<number> {
  if (text === null) return ok(fallback);
  const count = Number(text);
  return /^\d+$/.test(text) && count >= min && count <= max
    ? ok(count)
    : badOption(`--${name} needs a whole number from ${min} to ${max}.`);
}

/** A number by which Onramp names something, or null when it was not given. */
export function readId(name: string, text: string | null): Result<number | null> {
  if (text === null) return ok(null);
  return /^[1-9]\d{0,14}$/.test(text)
    ? ok(Number(text))
    : badOption(`--${name} needs a whole number, as in the log.`);
}

/** One of a closed list of words. */
export function readChoice<Choice extends string>(
  name: string,
  text: string | null,
  choices: readonly Choice[],
): Result<Choice | null> {
  if (text === null) return ok(null);
  const choice = choices.find((candidate) => candidate === text);
  return choice ? ok(choice) : badOption(`--${name} is one of ${choices.join(", ")}.`);
}
