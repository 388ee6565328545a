import { ok, type Result } from "../shared/result.ts";
import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { OptionTable, OptionValues } from "./options.ts";

/** A command of the terminal, as its file in `commands/` defines it. */
export interface CommandDefinition<Table extends OptionTable, Options> {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What `onramp <command> --help` says beyond the options; may be empty. */
  notes: readonly string[];
  options: Table;
  /** Makes the options of the command out of what was typed, or says what is wrong. Pure. */
  read(values: OptionValues<Table>): Result<Options>;
  /** Does the work. A failure that it gives back ends the command: it is told, and decides the exit code. */
  run(options: Options, context: Context): Promise<Result<ExitCode>>;
}

/** Runs a command with the options that were typed. */
export type RunCommand = (context: Context) => Promise<Result<ExitCode>>;

/** A command whose options nobody else needs to know the type of. */
export interface Command {
  name: string;
  summary: string;
  notes: readonly string[];
  options: OptionTable;
  /** Checks the values, and gives back what runs the command with them. */
  prepare(values: OptionValues<OptionTable>): Result<RunCommand>;
}

export function defineCommand<Table extends OptionTable, Options>(
  definition: CommandDefinition<Table, Options>,
): Command {
  const { name, summary, notes, options, read, run } = definition;
  return {
    name,
    summary,
    notes,
    options,
    prepare(values) {
      // The values were parsed with this command's own table, so they have its keys and kinds.
      const given = read(values as OptionValues<Table>);
      return given.ok ? ok((context) => run(given.value, context)) : given;
    },
  };
}
