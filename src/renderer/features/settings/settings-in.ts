import { SETTINGS_SCHEMA, type Settings } from "../../../shared/settings.ts";

/** The settings that a valid form holds. */
export function settingsIn(form: FormData): Partial<Settings> {
  const numberOf = (name: keyof Settings): number => Number(form.get(name));
  return {
    reservePercent: numberOf("reservePercent"),
    stallAfterSeconds: numberOf("stallAfterSeconds"),
    deepVerifyEveryDays: numberOf("deepVerifyEveryDays"),
    githubClientId: String(form.get("githubClientId")).trim(),
    schedule: SETTINGS_SCHEMA.shape.schedule.parse(form.get("schedule")),
    // A box that is not ticked is no part of a form's data.
    syncsAtStart: form.has("syncsAtStart"),
    pausesOnBattery: form.has("pausesOnBattery"),
    keepsRunning: form.has("keepsRunning"),
    showsTray: form.has("showsTray"),
    notifies: form.has("notifies"),
  };
}
