import { failed, ok, type Result } from "../shared/result.ts";
import type { Command, RunCommand } from "./command.ts";
import { COMMON_OPTIONS, isHarmless, parseOptions, suggestName } from "./options.ts";

/** What a command line asks for. */
export type CommandLine =
  | { kind: "help"; command: Command | null }
  | { kind: "version" }
  | { kind: "run"; dataDirectory: string | null; run: RunCommand };

/** Understands a command line, or says what is wrong with it. Pure. */
export function parseCommandLine(argv: readonly string[], commands: readonly Command[]): Result<CommandLine> {
  const [name, ...args] = argv;
  if (name === undefined || isHelp(name)) return ok({ kind: "help", command: null });
  if (name === "--version") return ok({ kind: "version" });
  if (name.startsWith("-")) {
    return failed({ code: "usage/bad-option", detail: "The command comes first, then its options." });
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return unknownCommand(name, commands);
  if (args.some(isHelp)) return ok({ kind: "help", command });

  const parsed = parseOptions(args, { ...command.options, ...COMMON_OPTIONS });
  if (!parsed.ok) return parsed;
  const prepared = command.prepare(parsed.value);
  if (!prepared.ok) return prepared;
  return ok({ kind: "run", dataDirectory: parsed.value["data-dir"], run: prepared.value });
}

const isHelp = (arg: string): boolean => arg === "--help" || arg === "-h";

function unknownCommand(name: string, commands: readonly Command[]): ReturnType<typeof failed> {
  const names = commands.map((command) => command.name);
  const meant = suggestName(name, names);
  const hint = meant ? `Did you mean "onramp ${meant}"?` : `The commands are ${names.join(", ")}.`;
  return failed({ code: "usage/unknown-command", detail: isHarmless(name) ? `"${name}": ${hint}` : hint });
}
