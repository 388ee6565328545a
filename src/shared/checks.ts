import { describeFailure, type Failure } from "./failures.ts";
import type { EpochMs } from "./ids.ts";
import { assertNever } from "./result.ts";

/** What the doctor looks at, in the order in which it is shown: from this computer outwards. */
export const CHECK_NAMES = [
  "keychain",
  "database",
  "disk",
  "workers",
  "network",
  "proxy",
  "github",
  "clock",
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

/** A budget of GitHub's, as it stands now. */
export interface LimitLeft {
  resource: "core" | "graphql";
  remaining: number;
  limit: number;
  resetAt: EpochMs;
}

/**
 * What one check found: facts, worded by `describeFinding`. `broken`: something does not work, and the failure says
 * what. Checks of hosts give one finding for each.
 */
export type Finding =
  | { check: CheckName; kind: "broken"; failure: Failure; host?: string }
  /** It could not be told: what it needs is itself not well. */
  | { check: CheckName; kind: "unknown"; failure: Failure; host?: string }
  | { check: "keychain"; kind: "well" }
  /** It does not work, but nothing has to be kept in it. */
  | { check: "keychain"; kind: "unneeded"; failure: Failure }
  | { check: "database"; kind: "well"; bytes: number; checkMs: number }
  | { check: "disk"; kind: "well" | "low"; freeBytes: number }
  | { check: "workers"; kind: "well"; startMs: number }
  | { check: "network"; kind: "well"; hosts: string[] }
  | { check: "proxy"; kind: "none" }
  | { check: "proxy"; kind: "well"; proxy: string }
  | { check: "github"; kind: "well"; host: string; login: string | null; limits: LimitLeft[] | null }
  | { check: "github"; kind: "used-up"; host: string; login: string | null; limits: LimitLeft[] }
  /** `aheadMs`: by how much this computer's clock is ahead of GitHub's; negative when behind. */
  | { check: "clock"; kind: "well" | "off"; host: string; aheadMs: number };

/** How a finding is shown: `bad` ends `onramp doctor` with exit code 1. */
export type FindingState = "good" | "caution" | "bad";

export interface FindingText {
  /** What was looked at. */
  title: string;
  state: FindingState;
  /** One plain sentence: what was found. */
  sentence: string;
  /** What the person can do; null when there is nothing to do. */
  action: string | null;
}

const CHECK_TITLES: Record<CheckName, string> = {
  keychain: "Keychain",
  database: "Database",
  disk: "Disk space",
  workers: "Worker threads",
  network: "Network",
  proxy: "Proxy",
  github: "GitHub",
  clock: "Clock",
};

/** A finding in words. Numbers and times in the given locale, or the computer's own. */
export function describeFinding(finding: Finding, locale?: string): FindingText {
  const title = CHECK_TITLES[finding.check];
  const say = (state: FindingState, sentence: string, action: string | null = null): FindingText => ({
    title,
    state,
    sentence,
    action,
  });
  if (finding.kind === "broken" || finding.kind === "unknown") {
    const { sentence, action } = describeFailure(finding.failure);
    const at = finding.host === undefined ? "" : `${finding.host}: `;
    return finding.kind === "broken"
      ? say("bad", `${at}${sentence}`, action)
      : say("caution", `${at}This could not be checked. ${sentence}`, action);
  }
  switch (finding.check) {
    case "keychain":
      return finding.kind === "well"
        ? say("good", "The keychain answers, so tokens outlast this session.")
        : say("caution", `${describeFailure(finding.failure).sentence} ONRAMP_TOKEN stands in for it.`);
    case "database":
      return say(
        "good",
        `Every page of ${bytes(finding.bytes, locale)} was read and is sound, and it can be written.`,
      );
    case "disk":
      return finding.kind === "well"
        ? say("good", `${bytes(finding.freeBytes, locale)} are free where the data is kept.`)
        : say(
            "caution",
            `Only ${bytes(finding.freeBytes, locale)} are free where the data is kept.`,
            "Free some space before a large sync; a full disk makes it wait.",
          );
    case "workers":
      return say("good", `A worker thread starts and answers (${finding.startMs} ms).`);
    case "network":
      return say("good", `This computer has a network, and finds ${list(finding.hosts, locale)}.`);
    case "proxy":
      return finding.kind === "none"
        ? say("good", "No proxy is set; connections go out directly.")
        : say("good", `The proxy ${finding.proxy} takes connections.`);
    case "github":
      return finding.kind === "well"
        ? say("good", `${reached(finding)} ${limitWords(finding.limits, locale)}`)
        : say(
            "caution",
            `${reached(finding)} ${limitWords(finding.limits, locale)}`,
            "Nothing: a sync waits for the new budget and goes on by itself.",
          );
    case "clock":
      return finding.kind === "well"
        ? say("good", `This computer's clock agrees with that of ${finding.host}.`)
        : say(
            "caution",
            `This computer's clock is ${duration(Math.abs(finding.aheadMs), locale)} ${finding.aheadMs > 0 ? "ahead of" : "behind"} that of ${finding.host}. Waits follow GitHub's clock; times on the screens are this computer's.`,
            "Let the system set the clock by itself.",
          );
    default:
      return assertNever(finding);
  }
}

/** Whether anything does not work. */
export function hasBadFinding(findings: readonly Finding[]): boolean {
  return findings.some((finding) => describeFinding(finding).state === "bad");
}

function reached({ host, login }: { host: string; login: string | null }): string {
  return login === null ? `${host} answers; no account is signed in.` : `${host} answers ${login}.`;
}

function limitWords(limits: readonly LimitLeft[] | null, locale: string | undefined): string {
  if (limits === null) return "It has no hourly limit.";
  const number = new Intl.NumberFormat(locale);
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  return limits
    .map(({ resource, remaining, limit, resetAt }) => {
      const name = resource === "graphql" ? "Points" : "Requests";
      const until = remaining === 0 ? `, a new budget at ${clock.format(resetAt)}` : "";
      return `${name} left this hour: ${number.format(remaining)} of ${number.format(limit)}${until}.`;
    })
    .join(" ");
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** `12 MB`, with one decimal below ten. */
function bytes(count: number, locale: string | undefined): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log(Math.max(1, count)) / Math.log(1000)));
  const value = count / 1000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: BYTE_UNITS[power]!,
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

function duration(ms: number, locale: string | undefined): string {
  const minutes = Math.round(ms / 60_000);
  const [unit, value] = minutes < 120 ? ["minute", minutes] : ["hour", Math.round(minutes / 60)];
  return new Intl.NumberFormat(locale, { style: "unit", unit: unit as string, unitDisplay: "long" }).format(
    value as number,
  );
}

const list = (names: readonly string[], locale: string | undefined): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
