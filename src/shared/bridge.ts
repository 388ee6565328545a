import type { AnyEvent, CommandInput, CommandName, CommandOutputs } from "./contract.ts";
import type { Result } from "./result.ts";

/**
 * What the preload script gives the window, as `window.onramp`: two functions and nothing else. Only plain values
 * cross it.
 */
export interface Bridge {
  /** Runs one command. Never rejects while the app runs: what goes wrong comes back as a failure. */
  call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Result<CommandOutputs[Name]>>;
  /** Hears every event until the returned function is called. */
  subscribe(listener: (event: WindowEvent) => void): () => void;
}

/** What the window hears: the core's facts, and what the person chose in the application's menu. */
export type WindowEvent = AnyEvent | { name: "menu.chosen"; payload: MenuCommand };

/** Menu items that the window itself carries out: actions of `src/renderer/app/actions.ts`, by their names. */
export type MenuCommand =
  | "show-connect"
  | "show-choose"
  | "show-sync"
  | "show-insights"
  | "show-log"
  | "show-diagnostics"
  | "show-settings"
  | "show-palette"
  | "show-shortcuts"
  | "find";

/** The two channels between window and main. There are no others. */
export const CALL_CHANNEL = "onramp:call";
export const EVENT_CHANNEL = "onramp:event";

/** What travels on `CALL_CHANNEL`, as the window means it; main checks it before believing it. */
export interface CallMessage {
  name: string;
  input: unknown;
}
