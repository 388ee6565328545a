import type { Core } from "../core/core.ts";
import type { CallMessage } from "../shared/bridge.ts";
import { COMMAND_INPUTS, type CommandName } from "../shared/contract.ts";
import { failureOf } from "../shared/failures.ts";
import { failed, type Result } from "../shared/result.ts";
import { isAppAddress } from "./app-scheme.ts";

/** What Electron tells of the frame that called; null when it is gone. */
export interface Caller {
  readonly url: string;
  /** Null for the window's own page. */
  readonly parent: unknown;
}

/** What the door leads to. */
export interface BehindDoor {
  core: Pick<Core, "call">;
  openLink(address: string): Promise<Result<null>>;
}

/**
 * Answers one call from a window. Only the app's own page is let in, and only commands of the contract; the input
 * is parsed by whoever carries the command out. Never rejects.
 */
export async function answerCall(
  { core, openLink }: BehindDoor,
  caller: Caller | null,
  message: unknown,
): Promise<Result<unknown>> {
  if (caller === null || caller.parent !== null || !isAppAddress(caller.url)) {
    return failed({ code: "usage/bad-input", detail: "only Onramp's own window may call" });
  }
  if (!isCall(message)) return failed({ code: "usage/bad-input", detail: "a call has a name and an input" });
  const { name, input } = message;
  if (!isCommandName(name)) return failed({ code: "usage/unknown-command", detail: name.slice(0, 100) });
  try {
    if (name !== "link.open") return await core.call(name, input);
    const link = COMMAND_INPUTS["link.open"].safeParse(input);
    return link.success
      ? await openLink(link.data.url)
      : failed({ code: "usage/bad-input", detail: "a link has an address" });
  } catch (error) {
    return failed(failureOf(error));
  }
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
