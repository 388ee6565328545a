import type { RunState } from "../../shared/models.ts";
import { formatNumber } from "../ui/format.ts";

/** The screens as the navigation, the palette and the list of shortcuts name them. */
export const SCREEN_NAMES = {
  connect: "Connect",
  choose: "Choose",
  sync: "Sync",
  insights: "Insights",
  log: "Log",
  diagnostics: "Diagnostics",
} as const;

export const APP_TEXTS = {
  brand: "Onramp",
  starting: "Starting…",
  couldNotStart: "Onramp could not start",
  tryAgain: "Try again",
  screenBroke: "This screen broke",
  showItAgain: "Show it again",
  syncGoesOn: "The sync does not run in this window: it goes on.",
  skipToContent: "Skip to content",
  screens: "Screens",
  settings: "Settings",
  shortcuts: "Shortcuts",
  loadingScreen: "Loading…",
  withKeys: (what: string, keys: string) => `${what} (${keys})`,
} as const;

export const NOTICE_TEXTS = {
  notices: "Notices",
  signInAgain: "Sign in again",
  signInWithNewToken: "Sign in with a new token",
  syncWaits: (why: string, organization: string) => `${why}: the sync of ${organization} waits`,
  tokenEnds: (when: string) => `A token ends ${when}`,
  tokenOf: "It is that of ",
  tokenOn: " on ",
  tokenUntil: (when: string) => `, and ends on ${when}. Until then nothing changes.`,
  dismissDatabase: "Dismiss the notice about the database",
  dismissToken: "Dismiss the notice about the token",
} as const;

/** A run's state in a word or two, beside the navigation. */
export const RUN_STATE_NAMES: Record<RunState, string> = {
  planned: "About to start",
  running: "Syncing",
  waiting: "Waiting",
  stalled: "Stalled",
  verifying: "Verifying",
  complete: "Complete",
  "complete-with-gaps": "Complete with gaps",
  failed: "Failed",
  cancelled: "Cancelled",
  unknown: "State unknown",
};

export const GLANCE_TEXTS = {
  paused: "Paused",
  complete: (complete: number, all: number) => ` · ${formatNumber(complete)}/${formatNumber(all)}`,
} as const;

/** Every action, as the palette names it, and other words that people may look for. */
export const ACTION_TEXTS = {
  goTo: (screen: string) => `Go to ${screen}`,
  choose: (organization: string) => `Choose repositories of ${organization}`,
  showSyncOf: (organization: string) => `Show the sync of ${organization}`,
  insightsInto: (organization: string) => `Insights into ${organization}`,
  syncNow: (organization: string) => `Sync ${organization} now`,
  pause: "Pause the sync",
  resume: "Resume the sync",
  cancel: "Cancel the sync",
  retryFailed: "Retry all failed repositories",
  stallRetry: "Retry what is stalled",
  showRunLog: "Show the log of this sync",
  refreshList: "Refresh the list of repositories",
  exportData: "Export data…",
  verifyAgain: "Verify everything again…",
  runChecks: "Run the checks",
  openDataFolder: "Open the data folder",
  openLogFolder: "Open the folder of the log files",
  forget: "Forget everything…",
  signOut: (login: string, host: string) => `Sign out ${login} on ${host}`,
  trySample: "Try the sample organization",
  find: "Find in the list or log",
  settings: "Settings…",
  palette: "Command palette",
  shortcuts: "Keyboard shortcuts",
  theme: { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
  words: {
    screen: "view open show",
    connect: "connect another account, add a token, sign in, login",
    choose: "repositories organization select",
    sync: "progress run start update fetch",
    stop: "stop abort end hold",
    resume: "continue go on start",
    retry: "again failed gaps error",
    insights: "charts metrics cycle time",
    log: "debug entries search",
    diagnostics: "reconciliation repair check health",
    refresh: "reload",
    export: "save csv json files download",
    support: "help report bug issue",
    folder: "finder explorer files show",
    forget: "delete remove uninstall reset data",
    signOut: "log out logout account token",
    sample: "demo example",
    find: "filter search",
    settings: "preferences options theme",
    theme: "appearance colour color mode night",
    shortcuts: "keys keyboard help",
  },
} as const;

export const PALETTE_TEXTS = {
  title: "Command palette",
  search: "Search all actions",
  placeholder: "What do you want to do?",
  none: "No action matches.",
  hint: "Enter runs the highlighted action.",
} as const;

export const SHORTCUT_TEXTS = {
  title: "Keyboard shortcuts",
  done: "Done",
  inLists: [
    ["Move in a list", "↑ ↓ Home End"],
    ["Choose the row", "Space"],
    ["Choose a range", "Shift ↑ ↓"],
  ],
  chooseAll: "Choose all rows shown",
  dismiss: "Close a dialog, clear a filter",
  toasts: "To the newest notification",
} as const;
