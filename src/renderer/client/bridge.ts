import type { Bridge, WindowEvent } from "../../shared/bridge.ts";
import type { CommandInput, CommandName, CommandOutputs } from "../../shared/contract.ts";
import { failureOf } from "../../shared/failures.ts";
import { failed, type Result } from "../../shared/result.ts";

declare global {
  interface Window {
    /** Given by the preload script before the page's own scripts run. */
    readonly onramp: Bridge;
  }
}

/** Runs one command of the contract. Never rejects: a broken bridge, too, comes back as a failure. */
export async function call<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<Result<CommandOutputs[Name]>> {
  try {
    return await window.onramp.call(name, input);
  } catch (thrown) {
    return failed(failureOf(thrown));
  }
}

/** Hears every event until the returned function is called. */
export function subscribe(listener: (event: WindowEvent) => void): () => void {
  return window.onramp.subscribe(listener);
}
