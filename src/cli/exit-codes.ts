import type { Failure } from "../shared/failures.ts";

/** The exit codes of every command. Scripts rely on them: a meaning never changes. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  gaps: 2,
  credentialRefused: 3,
  gaveUpWaiting: 4,
  wrongUsage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** What `--help` says of each. */
export const EXIT_CODE_MEANINGS: Record<ExitCode, string> = {
  0: "done; for sync and retry: every repository is verified complete",
  1: "any other failure; its code is printed",
  2: "ended with gaps or failed repositories, each named",
  3: "the credential is missing, refused, or not allowed to do this",
  4: "gave up waiting for the network or a limit; the same command resumes",
  64: "wrong usage",
  130: "interrupted; the same command resumes",
};

/** The exit code of a command that a failure ended. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.code) {
    case "auth/token-rejected":
    case "auth/token-malformed":
    case "auth/token-missing":
    case "auth/sso-required":
    case "auth/scope-missing":
    case "auth/approval-pending":
    case "auth/ip-not-allowed":
    case "auth/policy-forbids":
    case "keychain/locked":
    case "keychain/denied":
    case "keychain/slow":
      return EXIT_CODES.credentialRefused;
    case "run/gave-up-waiting":
    case "rate-limit/primary":
    case "rate-limit/secondary":
    case "network/offline":
    case "network/name-not-found":
    case "network/refused":
    case "network/reset":
    case "network/timeout":
    case "network/proxy-refused":
    case "network/proxy-unreachable":
      return EXIT_CODES.gaveUpWaiting;
    case "usage/unknown-command":
    case "usage/bad-option":
    case "usage/bad-input":
      return EXIT_CODES.wrongUsage;
    default:
      return EXIT_CODES.failed;
  }
}
