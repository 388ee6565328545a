/**
 * What the queue does about a failure.
 * - `retry`: a new attempt after a jittered backoff; counts.
 * - `wait-network`, `wait-limit`: until it is over; never counts.
 * - `wait-storage`: until something can be stored again; never counts.
 * - `sign-in`: every job of the account is parked until the person signs in again.
 * - `gap`: named in the coverage ledger; the rest goes on.
 * - `stop`: ends the command or run.
 */
export type RetryPolicy =
  | "retry"
  | "wait-network"
  | "wait-limit"
  | "wait-storage"
  | "sign-in"
  | "gap"
  | "stop";

export interface FailureText {
  title: string;
  /** One plain sentence: what happened, and what is safe. */
  sentence: string;
  /** What the person can do. */
  action: string;
  policy: RetryPolicy;
}

const text = (title: string, sentence: string, action: string, policy: RetryPolicy): FailureText => ({
  title,
  sentence,
  action,
  policy,
});

/** The one table that screens, terminal and log read. */
export const FAILURE_TEXTS = {
  "auth/token-rejected": text(
    "Sign-in needed",
    "GitHub does not accept this token. Everything fetched so far is kept.",
    "Sign in again with a valid token; the sync goes on from where it was.",
    "sign-in",
  ),
  "auth/token-malformed": text(
    "That is not a token",
    "The text given as a token contains spaces, line breaks or other characters that no GitHub token has.",
    "Copy the token again, without anything around it.",
    "stop",
  ),
  "auth/token-missing": text(
    "No token",
    "There is no token for this account.",
    'Run "onramp login", or set ONRAMP_TOKEN, or connect in the window.',
    "sign-in",
  ),
  "auth/sso-required": text(
    "Single sign-on needed",
    "This organization asks for single sign-on, and this token has not been authorized for it.",
    "Open the authorization link, authorize the token, then try again.",
    "gap",
  ),
  "auth/scope-missing": text(
    "A permission is missing",
    "The token lacks a scope or permission that this needs.",
    "Give the token the named scope on GitHub, then try again.",
    "gap",
  ),
  "auth/approval-pending": text(
    "Waiting for approval",
    "An organization owner has not yet approved this fine-grained token, so only public data can be read.",
    "Ask an owner to approve the token, then try again.",
    "gap",
  ),
  "auth/ip-not-allowed": text(
    "Address not allowed",
    "The organization's IP allow list does not include this computer's address.",
    "Connect through an allowed network, then try again.",
    "gap",
  ),
  "auth/policy-forbids": text(
    "Forbidden by policy",
    "The organization's policy does not let this kind of token in.",
    "Use a kind of token that the organization allows.",
    "gap",
  ),
  "auth/client-id-missing": text(
    "No client id",
    "Signing in on GitHub's page needs the client id of an OAuth app, and none is set.",
    "Set one in the settings or as ONRAMP_GITHUB_CLIENT_ID, or connect with a token.",
    "stop",
  ),
  "auth/client-id-unknown": text(
    "Unknown client id",
    "This GitHub does not know the OAuth app with this client id.",
    "Correct the client id in the settings or in ONRAMP_GITHUB_CLIENT_ID, or connect with a token.",
    "stop",
  ),
  "auth/device-flow-disabled": text(
    "The app does not allow it",
    "The OAuth app with this client id does not allow signing in with a code.",
    "Enable the device flow in the app's settings on GitHub, or connect with a token.",
    "stop",
  ),
  "auth/device-code-expired": text(
    "The code has expired",
    "The code was not entered on GitHub in time, or was used up. No access was given.",
    "Get a new code.",
    "stop",
  ),
  "auth/device-denied": text(
    "Access was declined",
    "The request was declined on GitHub's page. No access was given.",
    "If that was not meant, get a new code and authorize Onramp; or connect with a token.",
    "stop",
  ),
  "keychain/unavailable": text(
    "No keychain",
    "No keychain service answers on this computer. A token can be kept for this session only, in memory.",
    "Continue for this session, or start a keychain service and connect again.",
    "stop",
  ),
  "keychain/locked": text(
    "Keychain locked",
    "The keychain is locked, so the token can be neither read nor kept.",
    "Unlock the keychain and try again, or continue for this session only.",
    "sign-in",
  ),
  "keychain/denied": text(
    "Keychain refused",
    "The keychain refused to give or keep the token.",
    "Allow Onramp to use the keychain and try again, or continue for this session only.",
    "sign-in",
  ),
  "keychain/slow": text(
    "Keychain does not answer",
    "The keychain did not answer in time.",
    "Look for a keychain prompt behind other windows, then try again.",
    "sign-in",
  ),
  "github/not-found": text(
    "Gone or no longer accessible",
    "GitHub does not show this any more: it was deleted, or your access ended. What was stored is kept.",
    "Check the name and your access on GitHub.",
    "gap",
  ),
  "github/organization-not-found": text(
    "No such organization",
    "GitHub shows no organization or account of this name to this token.",
    "Check the spelling, and that the token may see it.",
    "stop",
  ),
  "github/forbidden": text(
    "Forbidden",
    "GitHub does not let this token read this.",
    "Ask for access, or use another account.",
    "gap",
  ),
  "github/blocked": text(
    "Blocked by GitHub",
    "GitHub has blocked access to this repository, for legal reasons or under its terms.",
    "Nothing can be done here; the rest goes on.",
    "gap",
  ),
  "github/api-retired": text(
    "Interface retired",
    "GitHub no longer offers the interface that this uses.",
    "Update Onramp.",
    "gap",
  ),
  "github/request-refused": text(
    "Request refused",
    "GitHub refused the request as invalid.",
    "Update Onramp; if it persists, report it with the log entry.",
    "gap",
  ),
  "github/server-error": text(
    "GitHub's error",
    "GitHub answered with an error of its own.",
    "A sync tries again by itself; anything else can be tried again in a moment.",
    "retry",
  ),
  "github/bad-response": text(
    "Unexpected answer",
    "The answer was not what GitHub sends: perhaps a captive portal or a proxy answered instead.",
    "Check the network. A sync tries again by itself; anything else can be tried again in a moment.",
    "retry",
  ),
  "github/too-costly": text(
    "Page too costly",
    "GitHub gave up on a page of this size; a smaller one is asked for.",
    "Onramp tries again by itself.",
    "retry",
  ),
  "github/page-unreadable": text(
    "A page cannot be read",
    "GitHub fails on this part of the history at every page size. The rest is read.",
    "Retry later; the missing part is named in the coverage.",
    "gap",
  ),
  "rate-limit/primary": text(
    "Waiting for GitHub's hourly limit",
    "GitHub's hourly limit for this account is used up. Nothing is lost.",
    "A sync goes on by itself at the time shown; wait until then with anything else.",
    "wait-limit",
  ),
  "rate-limit/secondary": text(
    "Waiting for GitHub",
    "GitHub asked us to slow down. Nothing is lost.",
    "A sync goes on by itself at the time shown; wait until then with anything else.",
    "wait-limit",
  ),
  "rate-limit/pace": text(
    "Waiting a moment",
    "Onramp keeps below what GitHub allows in a minute. Nothing is lost.",
    "Onramp goes on by itself at the time shown.",
    "wait-limit",
  ),
  "network/offline": text(
    "Offline",
    "GitHub cannot be reached from this computer. Everything fetched so far is kept.",
    "Onramp goes on by itself when the network returns.",
    "wait-network",
  ),
  "network/name-not-found": text(
    "Name not found",
    "The host's name cannot be resolved.",
    "Check the host name and the network.",
    "wait-network",
  ),
  "network/refused": text(
    "Connection refused",
    "Nothing answers at this address.",
    "Check the address; if it is right, wait until the server is back.",
    "wait-network",
  ),
  "network/reset": text(
    "Connection broken",
    "The connection broke in the middle of an answer.",
    "A sync tries again by itself; anything else can be tried again in a moment.",
    "retry",
  ),
  "network/timeout": text(
    "No answer",
    "GitHub did not answer in time.",
    "A sync tries again by itself; anything else can be tried again in a moment.",
    "retry",
  ),
  "network/tls": text(
    "Connection not trusted",
    "The server's certificate is not trusted by this computer.",
    "If your company uses its own certificate authority, add it to the system's store or set NODE_EXTRA_CA_CERTS.",
    "wait-network",
  ),
  "network/proxy-refused": text(
    "A proxy refused",
    "A proxy between this computer and GitHub refused the request. Your token is kept.",
    "Check the proxy settings and its sign-in.",
    "wait-network",
  ),
  "network/proxy-unreachable": text(
    "The proxy does not answer",
    "No connection can be made to the proxy that is set.",
    "Check HTTPS_PROXY and HTTP_PROXY: host and port, and that the proxy runs.",
    "wait-network",
  ),
  "worker/cannot-start": text(
    "No worker thread",
    "No worker thread can be started. Syncs go on in the main process, more slowly.",
    "Start Onramp again; if it persists, install it anew.",
    "retry",
  ),
  "worker/crashed": text(
    "A worker crashed",
    "A background worker ended unexpectedly. Committed rows are kept.",
    "Onramp tries again by itself.",
    "retry",
  ),
  "worker/hung": text(
    "A worker hung",
    "A background worker stopped answering and was replaced.",
    "Onramp tries again by itself.",
    "retry",
  ),
  "job/unreadable": text(
    "A job cannot be read",
    "A stored job does not have the form that this version understands. It is kept.",
    "Retry it after an update, or start a new sync.",
    "gap",
  ),
  "job/superseded": text(
    "Superseded",
    "Another worker took over this job; the late one stopped.",
    "Nothing: the job goes on.",
    "retry",
  ),
  "store/full": text(
    "The disk is full",
    "There is no space left for the database. Nothing stored was lost.",
    "Free some space; Onramp goes on by itself.",
    "wait-storage",
  ),
  "store/busy": text(
    "The database is busy",
    "Another program holds the database for writing.",
    "Onramp tries again by itself.",
    "wait-storage",
  ),
  "store/corrupt": text(
    "The database is damaged",
    "The database file is damaged. It is set aside untouched; what can be read is saved.",
    "Onramp goes on by itself: missing data is fetched anew.",
    "wait-storage",
  ),
  "store/io-error": text(
    "The disk failed",
    "Reading or writing the database failed.",
    "Check the disk. While it runs, Onramp checks the database and goes on by itself; else start it again.",
    "wait-storage",
  ),
  "store/newer-version": text(
    "This database needs a newer Onramp",
    "The database was written by a newer version of Onramp. It was not changed.",
    "Update Onramp, or choose another data directory.",
    "stop",
  ),
  "store/foreign-file": text(
    "Not an Onramp database",
    "The file onramp.db in the data directory was not made by Onramp. It was not changed.",
    "Choose another data directory.",
    "stop",
  ),
  "store/not-writable": text(
    "The data directory cannot be written",
    "Onramp cannot create or write files in its data directory.",
    "Give yourself the rights to it, or choose another with --data-dir.",
    "stop",
  ),
  "store/held": text(
    "Another Onramp is at work",
    "Another Onramp process syncs in this data directory.",
    "Use that one, or wait until it ends.",
    "stop",
  ),
  "file/exists": text(
    "There is a file already",
    "A file of this name is there already. Nothing was written over.",
    "Choose another folder, or allow it with --force.",
    "stop",
  ),
  "file/not-written": text(
    "The file was not saved",
    "The file could not be written at the chosen place. What was there before is unchanged.",
    "Choose another place, or free some space, then try again.",
    "stop",
  ),
  "file/not-opened": text(
    "The folder could not be shown",
    "The system's file manager did not open it.",
    "Open it yourself: the settings show where it is.",
    "stop",
  ),
  "verify/mismatch": text(
    "Counts differ",
    "The rows stored differ from GitHub's own count, even after a second look.",
    "Retry this repository; the difference is shown in the coverage.",
    "gap",
  ),
  "run/gave-up-waiting": text(
    "Gave up waiting",
    "The network or a limit did not come back in the time allowed. What was fetched stays.",
    "Run the same command again to resume, or allow more time with --wait.",
    "stop",
  ),
  "run/cancelled": text(
    "Cancelled",
    "The sync was cancelled. What was fetched stays.",
    "Start it again at any time.",
    "stop",
  ),
  "insights/too-little-data": text(
    "Too little data",
    "Too few rows are stored to say anything fair.",
    "Wait for the sync to read more.",
    "stop",
  ),
  "security/refused": text(
    "Refused",
    "The window tried something that Onramp does not allow. It was stopped, and nothing was changed.",
    "Start Onramp anew; if it happens again, please report it with the log entries around this time.",
    "stop",
  ),
  "usage/unknown-command": text(
    "Unknown command",
    "There is no such command.",
    'Run "onramp --help" for the list.',
    "stop",
  ),
  "usage/bad-option": text(
    "Wrong usage",
    "An option is unknown, missing or has a wrong value.",
    'Run "onramp --help".',
    "stop",
  ),
  "usage/bad-input": text(
    "Wrong input",
    "The input does not have the form this command takes.",
    "Correct it and try again.",
    "stop",
  ),
  "usage/not-allowed-now": text(
    "Not possible now",
    "This cannot be done in the present state.",
    "Refresh, then try again.",
    "stop",
  ),
  "internal/bug": text(
    "A fault in Onramp",
    "Something happened that should not be possible. Stored data is kept.",
    "Please report it with the log entries around this time.",
    "stop",
  ),
} as const satisfies Record<string, FailureText>;
