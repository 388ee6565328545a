import type { Core } from "../core/core.ts";
import type { CallMessage } from "../shared/bridge.ts";
import {
  CLOSED_TO_WINDOWS,
  COMMAND_INPUTS,
  type CommandInput,
  type CommandName,
  type CommandOutputs,
  type HostCommand,
} from "../shared/contract.ts";
import { failureOf, type FailureCode } from "../shared/failures.ts";
import { failed, type Result } from "../shared/result.ts";
import { isAppAddress } from "./app-scheme.ts";
import { isSmallPlainValue } from "./input-size.ts";
import type { NoteRefusal } from "./refusals.ts";

/** What Electron tells of the frame that called; null when it is gone. */
export interface Caller {
  readonly url: string;
  /** Null for the window's own page. */
  readonly parent: unknown;
}

/** How the host carries out its own commands. */
export type HostHandlers = {
  [Name in HostCommand]: (input: CommandInput<Name>) => Promise<Result<CommandOutputs[Name]>>;
};

/** What the door leads to. */
export interface BehindDoor {
  core: Pick<Core, "call">;
  host: HostHandlers;
  /** Hears of calls that were refused as such, whatever the reason. */
  noteRefusal: NoteRefusal;
}

/** Larger than a list of 100,000 repositories. */
const MAX_INPUT_CHARACTERS = 4 * 1024 * 1024;
/** Larger than the largest file that `file.save` takes. */
const MAX_FILE_CHARACTERS = 33 * 1024 * 1024;

/** The window's own code gives no reason for these: whoever does is not it, or it is broken. */
const REFUSALS: ReadonlySet<FailureCode> = new Set([
  "security/refused",
  "usage/unknown-command",
  "usage/bad-input",
]);

/**
 * Answers one call from a window. Only the app's own page is let in, and only commands of the contract with plain input of
 * bounded size. The core parses the input of its commands, the door that of the host's. Never rejects.
 */
export async function answerCall(
  door: BehindDoor,
  caller: Caller | null,
  message: unknown,
): Promise<Result<unknown>> {
  const answer = await answerIfAllowed(door, caller, message);
  if (!answer.ok && REFUSALS.has(answer.failure.code)) {
    const { code, detail = "" } = answer.failure;
    door.noteRefusal({ kind: "call", code, detail });
  }
  return answer;
}

async function answerIfAllowed(
  { core, host }: BehindDoor,
  caller: Caller | null,
  message: unknown,
): Promise<Result<unknown>> {
  if (caller === null || caller.parent !== null || !isAppAddress(caller.url)) {
    return failed({ code: "security/refused", detail: "only Onramp's own window may call" });
  }
  if (!isCall(message)) return failed({ code: "usage/bad-input", detail: "a call has a name and an input" });
  const { name, input } = message;
  if (!isCommandName(name) || CLOSED_TO_WINDOWS.has(name)) {
    return failed({ code: "usage/unknown-command", detail: name.slice(0, 100) });
  }
  const maxCharacters = name === "file.save" ? MAX_FILE_CHARACTERS : MAX_INPUT_CHARACTERS;
  if (!isSmallPlainValue(input, maxCharacters)) {
    return failed({ code: "security/refused", detail: `${name}: an input of more than it can need` });
  }
  try {
    return isHostCommand(host, name) ? await callHost(host, name, input) : await core.call(name, input);
  } catch (error) {
    return failed(failureOf(error));
  }
}

async function callHost<Name extends HostCommand>(
  host: HostHandlers,
  name: Name,
  input: unknown,
): Promise<Result<unknown>> {
  const parsed = COMMAND_INPUTS[name].safeParse(input);
  // The schema under a command's name is that of its input; TypeScript loses the tie over a union of names.
  if (parsed.success) return host[name](parsed.data as CommandInput<Name>);
  const issue = parsed.error.issues[0];
  return failed({
    code: "usage/bad-input",
    detail: `${name}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
  });
}

function isHostCommand(host: HostHandlers, name: CommandName): name is HostCommand {
  return Object.hasOwn(host, name);
}

function isCall(message: unknown): message is CallMessage {
  return (
    typeof message === "object" &&
    message !== null &&
    "name" in message &&
    typeof message.name === "string" &&
    "input" in message
  );
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMAND_INPUTS, name);
}
