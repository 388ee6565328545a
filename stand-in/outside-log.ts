import { appendFileSync } from "node:fs";

/**
 * Writes down what the app did to the world outside its window (opened a link, showed a notification, asked for a
 * file) or was refused, as one JSON line in the file that `ONRAMP_STAND_IN_LOG` names. Tests read it.
 */
export function recordOutside(event: string, details: Record<string, unknown> = {}): void {
  const file = process.env["ONRAMP_STAND_IN_LOG"];
  if (file) appendFileSync(file, `${JSON.stringify({ event, ...details })}\n`, { mode: 0o600 });
}

/** Records a refusal, and says it in the terminal: whoever tried should not have to guess. */
export function recordRefusal(name: string, detail: string): void {
  recordOutside("refused", { name, detail });
  console.error(`[stand-in] refused ${name}: ${detail.slice(0, 300)}`);
}
