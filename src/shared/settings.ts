import { z } from "zod";
import { SETTING_BOUNDS } from "./setting-bounds.ts";

const wholeNumber = ({ min, max }: { min: number; max: number }): z.ZodNumber =>
  z.number().int().min(min).max(max);

/** What a person can set; everything has a sensible default. */
export const SETTINGS_SCHEMA = z.strictObject({
  /** Share of GitHub's hourly budget that is left for the person's other tools, in percent. */
  reservePercent: wholeNumber(SETTING_BOUNDS.reservePercent),
  /** Silence without a declared reason for this long is a stall. */
  stallAfterSeconds: wholeNumber(SETTING_BOUNDS.stallAfterSeconds),
  /** A sync of all repositories reads everything anew when this long has passed since that was last done; 0: never. */
  deepVerifyEveryDays: wholeNumber(SETTING_BOUNDS.deepVerifyEveryDays),
});

export type Settings = z.infer<typeof SETTINGS_SCHEMA>;

export const DEFAULT_SETTINGS: Settings = {
  reservePercent: 10,
  stallAfterSeconds: 30,
  deepVerifyEveryDays: 0,
};
