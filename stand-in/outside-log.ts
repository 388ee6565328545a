import { appendFileSync } from "node:fs";

/** The file of {@link recordOutside}. While it is set, nothing is done outside the window, only recorded. */
const file = process.env["ONRAMP_STAND_IN_LOG"];

export const recordsOnly = Boolean(file);

/**
 * Writes down what the app did to the world outside its window (opened a link, showed a notification or a message)
 * or was refused, as one JSON line in the file that `ONRAMP_STAND_IN_LOG` names. Tests read it.
 */
export function recordOutside(event: string, details: Record<string, unknown> = {}): void {
  if (file) appendFileSync(file, `${JSON.stringify({ event, ...details })}\n`, { mode: 0o600 });
}

/** Says something in the terminal that the app was started from, the stand-in's only other place to say it. */
export function sayInTerminal(text: string): void {
  process.stderr.write(`[stand-in] ${text}\n`);
}

/** Records a refusal, and says it in the terminal: whoever tried should not have to guess. */
export function recordRefusal(name: string, detail: string): void {
  recordOutside("refused", { name, detail });
  sayInTerminal(`refused ${name}: ${detail.slice(0, 300)}`);
}
