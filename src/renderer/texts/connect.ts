import type { TokenKind } from "../../shared/models.ts";
import { formatDuration } from "../ui/format.ts";

export const CONNECT_TEXTS = {
  accounts: "Accounts",
  accountsLead: "Onramp reads GitHub as these accounts.",
  welcome: "See how your team’s pull requests flow",
  welcomeLead:
    "Onramp reads pull requests and reviews from GitHub into a database on this computer, and shows the first insight within seconds. It says “complete” only when it has counted.",
  connectedAccounts: "Connected accounts",
  tryAgain: "Try again",
  connectGitHub: "Connect GitHub",
  connectAnother: "Connect another account",
  ways: "On GitHub’s own page, or with a personal access token; github.com or a GitHub Enterprise Server.",
  waysByToken: "With a personal access token for github.com or a GitHub Enterprise Server.",
  noAccount: "No account at hand?",
  sample: "A made-up organization is served from this computer. Everything else is the real thing.",
  trySample: "Try the sample organization",
  back: "Back",
  how: "How to sign in",
  withCode: "On GitHub’s page",
  withToken: "With a token",
  connectedAs: (login: string, host: string) => `Connected as ${login} on ${host}.`,
} as const;

export const ACCOUNT_TEXTS = {
  sampleAccount: "The sample organization’s account, on this computer",
  on: " on ",
  signedIn: "Signed in",
  signInNeeded: "Sign-in needed",
  token: "Token",
  scopes: "Scopes",
  expires: "Expires",
  kept: "Kept",
  inKeychain: "In the keychain",
  forSession: "For this session only",
  noScopes: "None",
  scopesNotShown: "Not shown for this kind",
  noExpiry: "GitHub names no date",
  expiresSoon:
    "Make a new token before this one ends, and sign in with it here: what was fetched stays, and syncs go on.",
  choose: "Choose repositories",
  signInAgain: "Sign in again",
  signInWithNewToken: "Sign in with a new token",
  signOut: "Sign out",
  signOutHint: "Forgets the token. What was fetched stays.",
  signedOutOf: (login: string, host: string) => `Signed out ${login} on ${host}`,
  signedOutText: "The token is forgotten. What was fetched stays.",
  undo: "Undo",
  signedInAgain: (login: string) => `${login} is signed in again.`,
  blocked: "Not readable with this token",
  authorize: "Authorize",
  checkAgain: "Check again",
} as const;

export const TOKEN_TEXTS = {
  host: "Host",
  hostHint: "github.com, or the address of your GitHub Enterprise Server.",
  token: "Personal access token",
  tokenPlaceholder: "ghp_… or github_pat_…",
  tokenHint: "Checked with GitHub as soon as you paste it, and kept only when you connect.",
  makeOne: "Make one on GitHub",
  checking: "Checking with GitHub…",
  emptied: "The field was emptied: paste the token again.",
  accepted: "Accepted by GitHub",
  whose: "The token of ",
  anotherToken: "Use another token",
  ends: (when: string) => `ends ${when}`,
  noEnd: "GitHub names no end",
  connect: "Connect GitHub",
  clientIdMissing:
    "To sign in on GitHub’s own page instead, enter the client id of an OAuth app in the settings.",
} as const;

export const PERMISSION_TEXTS = {
  question: "Which permissions does it need?",
  classic: "Classic token",
  classicRepo:
    " to read private repositories (GitHub offers no read-only form of it; public ones need no scope), and ",
  classicOrg: " to list your organizations and their members.",
  fineGrained: "Fine-grained token",
  fineGrainedNeeds:
    "Repository permissions “Metadata: read” and “Pull requests: read”, organization permission “Members: read”. It reads one owner’s repositories.",
  onlyReads: "Onramp only ever reads.",
} as const;

export const SCOPE_TEXTS = {
  label: "What this token may do",
  granted: "Granted",
  missing: "Missing",
  withRepo: "Private repositories and their pull requests",
  withoutRepo:
    "Private repositories stay invisible: GitHub does not even say that they exist. Public ones are read.",
  withReadOrg: "Your organizations and all of their members",
  withoutReadOrg:
    "Your organizations cannot be listed, and members who conceal their membership are missing. You can still name an organization yourself.",
  surplus: (scopes: string) => `It may do more than Onramp needs: ${scopes}. Onramp only reads.`,
  fineGrained:
    "GitHub does not list what a fine-grained token may do. It reads one owner’s repositories, and an organization may first have to approve it. What it lacks is named as soon as it is met.",
  otherKind:
    "GitHub does not list what a token of this kind may do. What it lacks is named as soon as it is met.",
} as const;

export const TOKEN_KIND_NAMES: Record<TokenKind, string> = {
  classic: "Classic personal access token",
  "fine-grained": "Fine-grained personal access token",
  oauth: "OAuth token",
  "app-user": "GitHub App user token",
  "app-installation": "GitHub App installation token",
  other: "Token of another kind",
};

export const KEEP_TEXTS = {
  label: "Keep the token",
  keychain: "In this computer’s keychain",
  keychainHint: "until you sign out",
  session: "For this session only",
  sessionHint: "in memory, gone when Onramp quits",
  unavailableTitle: (title: string) => `${title}: for this session only`,
  unavailableText: "You will be asked for the token again after Onramp quits. It is never written to a file.",
  lookAgain: "Look again",
} as const;

export const DEVICE_TEXTS = {
  intro:
    "You enter a short code on GitHub’s page and authorize Onramp there. No password or token passes through this window.",
  getCode: "Get a code",
  title: (host: string) => `Sign in on ${host}`,
  asking: "Asking GitHub for a code…",
  enterCode: "Enter this code on GitHub’s page:",
  code: "Code",
  copy: "Copy code",
  copied: "Copied",
  codeCopied: "Code copied.",
  open: "Open GitHub",
  expiresIn: (leftMs: number) => `Expires in ${formatDuration(leftMs)}`,
  asksEvery: (intervalMs: number) =>
    `Onramp asks GitHub every ${formatDuration(intervalMs)} whether you have entered it.`,
  slowedDown: (intervalMs: number) =>
    `GitHub asked to be asked less often: every ${formatDuration(intervalMs)} from now on. Nothing is lost.`,
  trouble: "No answer from GitHub at the moment",
  troubleText: "Onramp keeps asking until the code expires. You can enter it all the same.",
  confirming: "GitHub has given access. Checking and keeping the token…",
  confirmTrouble: "The token could not be checked yet",
  confirmTroubleText: "GitHub has given access; Onramp tries again by itself.",
  cancel: "Cancel",
  newCode: "Get a new code",
  tokenInstead: "Use a token instead",
  close: "Close",
} as const;
