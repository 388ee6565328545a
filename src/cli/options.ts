import { parseArgs } from "node:util";
import { failed, ok, type Result } from "../shared/result.ts";

/** One option of a command. A `text` option takes a value, a `flag` does not. */
export type Option = { kind: "flag"; help: string } | { kind: "text"; value: string; help: string };

/** A command's options by their long names. */
export type OptionTable = Readonly<Record<string, Option>>;

/** What was typed: a text or null for each `text` option, true or false for each flag. */
export type OptionValues<Table extends OptionTable> = {
  [Name in keyof Table]: Table[Name]["kind"] extends "flag" ? boolean : string | null;
};

/** The options that every command has. */
export const COMMON_OPTIONS = {
  "data-dir": { kind: "text", value: "DIR", help: "where the data is kept (or set ONRAMP_DATA_DIR)" },
  json: { kind: "flag", help: "print one JSON object a line on standard output, and nothing else" },
  help: { kind: "flag", help: "show this help" },
} as const satisfies OptionTable;

export const badOption = (detail: string): ReturnType<typeof failed> =>
  failed({ code: "usage/bad-option", detail });

/**
 * Reads the arguments of a command. A value is never repeated in what is said: it may be a token given in the
 * wrong place.
 */
export function parseOptions<Table extends OptionTable>(
  args: readonly string[],
  table: Table,
): Result<OptionValues<Table>> {
  // Node's own strict mode would put the values of bad options into its messages.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(table).map(([name, { kind }]) => [
        name,
        { type: kind === "flag" ? "boolean" : "string" } as const,
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string | boolean | null> = {};
  for (const [name, { kind }] of Object.entries(table)) values[name] = kind === "flag" ? false : null;

  for (const token of tokens) {
    if (token.kind !== "option") {
      return badOption(
        "This takes options only, each beginning with --. A token is never given as an argument.",
      );
    }
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (option === undefined) return badOption(describeUnknown(token.name, Object.keys(table)));
    if (option.kind === "flag") {
      if (token.value !== undefined) return badOption(`--${token.name} takes no value.`);
      values[token.name] = true;
      continue;
    }
    const isMissing = token.value === undefined || (!token.inlineValue && token.value.startsWith("--"));
    if (isMissing || token.value?.trim() === "") {
      return badOption(`--${token.name} needs a value: --${token.name} ${option.value}.`);
    }
    values[token.name] = token.value ?? null;
  }
  return ok(values as OptionValues<Table>);
}

function describeUnknown(name: string, known: readonly string[]): string {
  const meant = suggestName(name, known);
  const isTold = isHarmless(name) ? `There is no option --${name}.` : "There is no such option.";
  return meant ? `${isTold} Did you mean --${meant}?` : isTold;
}

/** Whether a word can be repeated to the person: no token looks like a few small letters. */
export const isHarmless = (word: string): boolean => /^[a-z][a-z-]{0,19}$/.test(word);

/** The known name that is at most two typing errors away, or null. */
export function suggestName(name: string, known: readonly string[]): string | null {
  const distances = known.map((candidate) => ({ candidate, distance: editDistance(name, candidate) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= 2 ? nearest.candidate : null;
}

/** Levenshtein's distance: how many letters to insert, remove or replace. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
