const WITHIN_MS = 60_000;
const MOST_RELOADS = 3;

/**
 * Whether a window whose page died may load again: its state lives in the database, so it comes back as it was.
 * A page that dies on every load would do so for ever; after three reloads within a minute it is given up.
 * @param crashes the times of the crashes so far, this one included, in epoch milliseconds
 */
export function mayLoadAgain(crashes: readonly number[], now: number): boolean {
  return crashes.filter((at) => at > now - WITHIN_MS).length <= MOST_RELOADS;
}
