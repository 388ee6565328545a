import type { Core } from "../core/core.ts";
import type { Clock } from "../core/ports.ts";
import type { FailureCode } from "../shared/failures.ts";

/** Something that the window tried and was not allowed. */
export interface Refusal {
  /** What was tried. */
  kind: "call" | "navigation" | "new-window" | "web-view" | "permission" | "request" | "download" | "content";
  code: FailureCode;
  /** What in particular. May come from a hostile page: it is cut here, and redacted by the log. */
  detail: string;
}

export type NoteRefusal = (refusal: Refusal) => void;

const WINDOW_MS = 60_000;
/** A page that tries on and on shall not fill the log, in which a person looks for something else. */
const MAX_NOTED_PER_WINDOW = 60;
const MAX_DETAIL_CHARACTERS = 300;

/** Writes what the window was refused into the log, each by its code: at most 60 a minute, then how many more there were. */
export function createRefusalLog(core: Pick<Core, "note">, clock: Clock): NoteRefusal {
  let windowStart = clock.now();
  let noted = 0;
  let unnoted = 0;

  return ({ kind, code, detail }) => {
    const at = clock.now();
    if (Math.abs(at - windowStart) >= WINDOW_MS) {
      if (unnoted > 0) {
        const message = `The window was refused ${unnoted} more times`;
        core.note({ at, level: "warn", event: "window.refused", message, code: "security/refused" });
      }
      [windowStart, noted, unnoted] = [at, 0, 0];
    }
    if (noted >= MAX_NOTED_PER_WINDOW) {
      unnoted += 1;
      return;
    }
    noted += 1;
    core.note({
      at,
      level: "warn",
      event: "window.refused",
      message: `The window was refused: ${kind}`,
      code,
      data: { kind, detail: detail.slice(0, MAX_DETAIL_CHARACTERS) },
    });
  };
}
