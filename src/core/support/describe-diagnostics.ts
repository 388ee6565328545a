import { describeFinding } from "../../shared/checks.ts";
import { describeFailure, type Failure } from "../../shared/failures.ts";
import type { SupportFacts } from "../../shared/support.ts";
import type { SupportRecords } from "./read-records.ts";

const LAST_FAILURES = 10;
/** It is read by engineers, wherever they are. */
const LOCALE = "en";

/** The short text that is copied into a report: what runs where, how it is, and what failed last. */
export function describeDiagnostics(facts: SupportFacts, { runs, jobs, database }: SupportRecords): string {
  const failures = jobs
    .filter(({ failure }) => failure !== null)
    .slice(0, LAST_FAILURES)
    .map(({ changedAt, kind, subject, state, attempt, failure }) =>
      [
        "-",
        iso(changedAt),
        kind,
        subject ?? "",
        `(${state}, attempt ${attempt}):`,
        failureWords(failure!),
      ].join(" "),
    );
  return [
    "Onramp diagnostics",
    `Made at: ${iso(facts.at)}`,
    `Version: ${facts.version}`,
    `Platform: ${facts.platform}`,
    `Runtime: ${facts.runtime}`,
    `Data directory: ${facts.dataDirectory}`,
    `Database: ${database.bytes} bytes, WAL ${database.walBytes} bytes, schema ${database.schemaVersion}`,
    `Rows: ${pairs(database.rows)}`,
    "",
    "Checks",
    ...facts.findings.map((finding) => {
      const { title, state, sentence } = describeFinding(finding, LOCALE);
      const cause = "failure" in finding ? ` [${codeAndDetail(finding.failure)}]` : "";
      return `- ${title}: ${state}. ${sentence}${cause}`;
    }),
    "",
    "Accounts",
    ...orNone(
      facts.accounts.map(
        ({ login, host, tokenKind, tokenStorage, scopes, isSignedIn, isSample }) =>
          `- ${login} on ${host}${isSample ? " (sample)" : ""}: ${isSignedIn ? "signed in" : "not signed in"}, ${tokenKind} token in the ${tokenStorage}, scopes ${scopes?.join(", ") ?? "not shown"}`,
      ),
    ),
    "",
    "Newest syncs",
    ...orNone(
      runs
        .slice(0, LAST_FAILURES)
        .map(
          ({ id, organization, outcome, startedAt, endedAt, requests, failure }) =>
            `- ${id} of ${organization}: ${outcome ?? "not ended"}, ${iso(startedAt)} to ${endedAt === null ? "now" : iso(endedAt)}, ${requests} requests${failure ? `, ${failureWords(failure)}` : ""}`,
        ),
    ),
    "",
    "Last failures",
    ...orNone(failures),
    "",
    `Settings: ${pairs(facts.settings)}`,
  ].join("\n");
}

const iso = (at: number): string => new Date(at).toISOString();

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ["- none"] : lines);

const pairs = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(", ");

const failureWords = (failure: Failure): string =>
  `${describeFailure(failure).title} [${codeAndDetail(failure)}]`;

const codeAndDetail = ({ code, detail }: Failure): string => (detail ? `${code}: ${detail}` : code);
