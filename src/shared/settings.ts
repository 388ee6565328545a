import { z } from "zod";

/** What a person can set; everything has a sensible default. */
export const SETTINGS_SCHEMA = z.strictObject({
  /** Share of GitHub's hourly budget that is left for the person's other tools, in percent. */
  reservePercent: z.number().int().min(0).max(90),
  /** Silence without a declared reason for this long is a stall. */
  stallAfterSeconds: z.number().int().min(5).max(600),
  /** A sync of all repositories reads everything anew when this long has passed since that was last done; 0: never. */
  deepVerifyEveryDays: z.number().int().min(0).max(365),
});

export type Settings = z.infer<typeof SETTINGS_SCHEMA>;

export const DEFAULT_SETTINGS: Settings = {
  reservePercent: 10,
  stallAfterSeconds: 30,
  deepVerifyEveryDays: 0,
};
