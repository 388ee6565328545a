import { formatNumber } from "../ui/format.ts";

export const SETTINGS_TEXTS = {
  title: "Settings",
  cancel: "Cancel",
  save: "Save",
  saved: "Settings saved.",
  accounts: "Accounts",
  noAccounts: "None is connected.",
  sampleAccount: "Sample organization",
  accountOn: (login: string, host: string) => `${login} on ${host}`,
  signedIn: "Signed in",
  signInNeeded: "Sign-in needed",
  manageAccounts: "Manage accounts…",
  theme: "Theme",
  reserve: "Left for your other tools",
  reserveUnit: "% of GitHub’s hourly budget",
  reserveHint: "Onramp stops before this share and waits for the next hour.",
  stall: "Stalled after",
  stallUnit: "seconds",
  stallHint:
    "A sync that has made no progress for this long, without a known reason, is looked into and started again.",
  deepVerify: "Read everything anew every",
  deepVerifyUnit: "days",
  deepVerifyHint: "Finds changes that GitHub gives no sign of. 0: never by itself.",
  wholeNumber: (min: number, max: number) =>
    `A whole number from ${formatNumber(min)} to ${formatNumber(max)}, please.`,
  clientId: "Client id for signing in on GitHub’s page",
  clientIdHint:
    "Of an OAuth app with device flow enabled, registered on your GitHub. It is public; no secret is needed. Empty: sign in with tokens only.",
  clientIdFromEnvironment: "ONRAMP_GITHUB_CLIENT_ID is set and counts before this.",
  clientIdRefused: "Letters, digits, dots, hyphens and underscores only, please.",
} as const;
