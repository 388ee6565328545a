import type { Settings } from "../../shared/settings.ts";

const SCHEDULE_NAMES: Record<Settings["schedule"], string> = {
  off: "Off",
  hourly: "Every hour",
  "every-4-hours": "Every 4 hours",
  daily: "Every day",
};

/** How Onramp behaves on this computer. */
export const DESKTOP_SETTINGS = {
  groups: { syncing: "Syncing", computer: "On this computer", signIn: "Signing in" },
  schedule: "Sync again",
  scheduleNames: SCHEDULE_NAMES,
  scheduleHint:
    "What you synced before, with the same repositories. Only while Onramp runs; what it missed is caught up with one sync.",
  nextSync: (organization: string, at: string) => `Next: ${organization}, ${at}.`,
  syncsAtStart: "Sync when Onramp starts",
  pausesOnBattery: "Wait while on battery",
  pausesOnBatteryHint: "Syncs go on by themselves with mains power.",
  keepsRunning: "Go on when the window is closed",
  keepsRunningHint: "A sync under way is finished in the background. Opening Onramp again shows it.",
  showsTray: "Icon beside the clock",
  showsTrayHint: "Shows the progress, pauses and resumes, and keeps Onramp open without a window.",
  notifies: "Notifications",
  notifiesHint: "When a sync ends or needs you, while you look at something else.",
  dataFolder: "Data folder",
  openDataFolder: "Open folder",
} as const;
