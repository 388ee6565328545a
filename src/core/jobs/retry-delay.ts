/** The longest pause between two attempts. A job due later than this cannot come from us: a clock has jumped. */
export const LONGEST_DELAY_MS = 60_000;
const FIRST_DELAY_MS = 1_000;

/**
 * How long a job waits before its next attempt: exponential backoff with full jitter, so that jobs which failed
 * together do not come back together (Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog).
 * @param attempt attempts made so far, from 1
 * @param random from 0 to 1
 */
export function retryDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.round(ceilingMs * random);
}
