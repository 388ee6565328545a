import type { EpochMs, IsoTime } from "../../shared/ids.ts";

/** A moment as GitHub writes it, in whole seconds, so that it compares with stored times as text. */
export function isoTimeOf(at: EpochMs): IsoTime {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
