import type { Settings } from "../../../shared/settings.ts";

/** The settings that a valid form holds. */
export function settingsIn(form: FormData): Settings {
  const numberOf = (name: keyof Settings): number => Number(form.get(name));
  return {
    reservePercent: numberOf("reservePercent"),
    stallAfterSeconds: numberOf("stallAfterSeconds"),
    deepVerifyEveryDays: numberOf("deepVerifyEveryDays"),
  };
}
