import { z } from "zod";
import { SETTING_BOUNDS } from "./setting-bounds.ts";

const wholeNumber = ({ min, max }: { min: number; max: number }): z.ZodNumber =>
  z.number().int().min(min).max(max);

/** The choices of `schedule`. */
export const SCHEDULES = ["off", "hourly", "every-4-hours", "daily"] as const;

/** What a person can set; everything has a sensible default. */
export const SETTINGS_SCHEMA = z.strictObject({
  /** Share of GitHub's hourly budget that is left for the person's other tools, in percent. */
  reservePercent: wholeNumber(SETTING_BOUNDS.reservePercent),
  /** Silence without a declared reason for this long is a stall. */
  stallAfterSeconds: wholeNumber(SETTING_BOUNDS.stallAfterSeconds),
  /** Of an OAuth app for signing in on GitHub's page; "": none. Public, unlike the app's secret, which is not needed. */
  githubClientId: z
    .string()
    .max(100)
    .regex(/^[\w.-]*$/),
  /** A sync of all repositories reads everything anew when this long has passed since that was last done; 0: never. */
  deepVerifyEveryDays: wholeNumber(SETTING_BOUNDS.deepVerifyEveryDays),
  /** How often what was synced before is synced again, while the desktop application runs. */
  schedule: z.enum(SCHEDULES),
  /** What was synced before is synced again whenever the desktop application starts. */
  syncsAtStart: z.boolean(),
  /** Syncs wait while the computer runs on its battery. */
  pausesOnBattery: z.boolean(),
  /** A sync that is under way goes on when the window is closed. */
  keepsRunning: z.boolean(),
  /** An icon beside the clock, with the progress and the means to pause. */
  showsTray: z.boolean(),
  /** The system tells when a sync ends or needs the person, while the window is not in front. */
  notifies: z.boolean(),
});

export type Settings = z.infer<typeof SETTINGS_SCHEMA>;

export const DEFAULT_SETTINGS: Settings = {
  reservePercent: 10,
  stallAfterSeconds: 30,
  githubClientId: "",
  deepVerifyEveryDays: 0,
  schedule: "off",
  syncsAtStart: false,
  pausesOnBattery: false,
  keepsRunning: true,
  showsTray: false,
  notifies: true,
};
