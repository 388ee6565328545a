import {
  COMMAND_INPUTS,
  type CommandName,
  type CommandOutputs,
  type HostCommand,
} from "../../shared/contract.ts";
import { failed, type Result } from "../../shared/result.ts";
import { accountCommands } from "./account-commands.ts";
import { doctorCommand } from "./doctor-command.ts";
import { exportCommand } from "./export-command.ts";
import { organizationCommands } from "./organization-commands.ts";
import type { CoreParts, Handlers } from "./parts.ts";
import { planCommand } from "./plan-command.ts";
import { readingCommands } from "./reading-commands.ts";
import { repairCommand } from "./repair-command.ts";
import { repositoryCommands } from "./repository-commands.ts";
import { settingsCommands } from "./settings-commands.ts";
import { signInCommands } from "./sign-in-commands.ts";
import { supportCommand } from "./support-command.ts";
import { syncCommands } from "./sync-commands.ts";

/** Carried out around a core, not by it (`open-core.ts`). */
type ForgetCommand = "data.measure" | "data.forget";

type CoreCommand = Exclude<CommandName, HostCommand | ForgetCommand>;

const HANDLERS: Handlers<CoreCommand> = {
  ...accountCommands,
  ...signInCommands,
  ...organizationCommands,
  ...repositoryCommands,
  ...planCommand,
  ...syncCommands,
  ...readingCommands,
  ...repairCommand,
  ...doctorCommand,
  ...supportCommand,
  ...settingsCommands,
  ...exportCommand,
};

/** Checks the input of a command against the contract and carries it out; throws what its handler throws. */
export async function carryOut<Name extends CommandName>(
  parts: CoreParts,
  name: Name,
  input: unknown,
): Promise<Result<CommandOutputs[Name]>> {
  if (!Object.hasOwn(HANDLERS, name)) return failed({ code: "usage/unknown-command", detail: String(name) });
  const parsed = COMMAND_INPUTS[name].safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const detail = `${name}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`;
    return failed({ code: "usage/bad-input", detail });
  }
  const handler = HANDLERS[name as CoreCommand] as (
    parts: CoreParts,
    input: unknown,
  ) => Promise<Result<CommandOutputs[Name]>>;
  return handler(parts, parsed.data);
}
