import type { EpochMs } from "../../../shared/ids.ts";
import type { Account } from "../../../shared/models.ts";

const SOON_MS = 14 * 24 * 3_600_000;

/**
 * When an account's token ends, if that is within two weeks; else null. Only warns: of fine-grained tokens GitHub was
 * seen to name the present moment as the end (google/go-github#3708), so a time that has passed while GitHub still
 * accepts the token says nothing.
 */
export function expiresSoonAt(account: Account, now: EpochMs): EpochMs | null {
  const { tokenExpiresAt: endsAt, isSignedIn, isSample } = account;
  if (endsAt === null || !isSignedIn || isSample) return null;
  return endsAt > now && endsAt - now < SOON_MS ? endsAt : null;
}
