import type { Command } from "../command.ts";
import { EXIT_CODE_MEANINGS } from "../exit-codes.ts";
import { COMMON_OPTIONS, type Option, type OptionTable } from "../options.ts";
import { styled, type Line } from "../output/line.ts";

/** The list of commands, what is common to all, and the exit codes. */
export function renderHelp(commands: readonly Command[]): Line[] {
  return [
    "Onramp: from your GitHub account to your team's first insight.",
    "",
    [styled("bold", "Usage: "), "onramp <command> [options]"],
    "",
    styled("bold", "Commands"),
    ...alignPairs(commands.map(({ name, summary }) => [name, summary])),
    "",
    styled("bold", "Options of every command"),
    ...alignPairs(optionPairs(COMMON_OPTIONS)),
    ...alignPairs([["--version", "show the version"]]),
    "",
    styled("bold", "Environment"),
    ...alignPairs([
      ["ONRAMP_TOKEN", "a GitHub token, used instead of a stored one and never stored"],
      ["ONRAMP_DATA_DIR", "where the data is kept, unless --data-dir says"],
      ["NO_COLOR", "no colours"],
    ]),
    "",
    ...renderExitCodes(),
    "",
    'Try "onramp sync --sample" to see it work without an account.',
  ];
}

/** One command: usage, options, notes, exit codes. */
export function renderCommandHelp({ name, summary, notes, options }: Command): Line[] {
  return [
    [styled("bold", `onramp ${name}`), `: ${summary}`],
    "",
    styled("bold", "Options"),
    ...alignPairs(optionPairs({ ...options, ...COMMON_OPTIONS })),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
    ...renderExitCodes(),
  ];
}

function renderExitCodes(): Line[] {
  return [styled("bold", "Exit codes"), ...alignPairs(Object.entries(EXIT_CODE_MEANINGS))];
}

const optionPairs = (table: OptionTable): [string, string][] =>
  Object.entries(table).map(([name, option]) => [optionUsage(name, option), option.help]);

const optionUsage = (name: string, option: Option): string =>
  option.kind === "text" ? `--${name} ${option.value}` : `--${name}`;

function alignPairs(pairs: readonly (readonly [string, string])[]): Line[] {
  const width = Math.max(16, ...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => [styled("cyan", `  ${left.padEnd(width)}`), `  ${right}`]);
}
