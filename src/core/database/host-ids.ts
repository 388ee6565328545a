/**
 * Row ids of GitHub's things: GitHub's own database id plus `slot × 2^44`, where `slot` numbers the hosts of this
 * database from 0. Ids of different hosts never meet, ids of the first host are GitHub's own, and a key is known
 * without a look-up. 2^44 ids and 512 hosts stay within JavaScript's safe integers.
 */
const SLOT_SIZE = 2 ** 44;
const MAX_SLOTS = 512;

/** The row id of GitHub's `githubId` on the host with this slot. Throws on ids outside the documented range. */
export function toRowId(slot: number, githubId: number): number {
  if (!Number.isSafeInteger(githubId) || githubId <= 0 || githubId >= SLOT_SIZE) {
    throw new RangeError(`GitHub id out of range: ${githubId}`);
  }
  if (slot < 0 || slot >= MAX_SLOTS) throw new RangeError(`host slot out of range: ${slot}`);
  return slot * SLOT_SIZE + githubId;
}

/** GitHub's own id behind a row id. */
export function toGitHubId(rowId: number): number {
  return rowId % SLOT_SIZE;
}

/** The host's slot behind a row id. */
export function slotOf(rowId: number): number {
  return Math.floor(rowId / SLOT_SIZE);
}
