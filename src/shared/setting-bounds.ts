/** The least and the most of each setting: what the schema accepts, and what a form says. */
export const SETTING_BOUNDS = {
  reservePercent: { min: 0, max: 90 },
  stallAfterSeconds: { min: 5, max: 600 },
  deepVerifyEveryDays: { min: 0, max: 365 },
} as const;
