import type { OptionTable } from "./options.ts";

/** How long a sync waits for the network or a limit, unless `--wait` says. */
export const DEFAULT_WAIT_MINUTES = 10;

/** The option of commands that wait for a run's end. */
export const WAIT_OPTION = {
  wait: {
    kind: "text",
    value: "MINUTES",
    help: `how long to wait for the network or a limit before giving up (${DEFAULT_WAIT_MINUTES})`,
  },
} as const satisfies OptionTable;
