import { ok, type Result } from "../shared/result.ts";
import { badOption, type OptionTable, type OptionValues } from "./options.ts";

/** Which organization to work on, and where it is. */
export type Target =
  | { kind: "sample" }
  /** `host` is null when it was not said: github.com, or wherever the stored account is. */
  | { kind: "organization"; login: string; host: string | null };

/** The options of commands that talk to GitHub. */
export const CONNECTION_OPTIONS = {
  org: { kind: "text", value: "NAME", help: "the organization, or your own login" },
  host: { kind: "text", value: "HOST", help: "github.com unless set, or a GitHub Enterprise Server" },
  "api-url": { kind: "text", value: "URL", help: "the REST base of any GitHub API, instead of --host" },
  sample: { kind: "flag", help: "use the sample organization: no account, no network" },
} as const satisfies OptionTable;

export function readTarget(values: OptionValues<typeof CONNECTION_OPTIONS>): Result<Target> {
  const { org, host, "api-url": apiUrl, sample } = values;
  if (sample) {
    return org || host || apiUrl
      ? badOption("--sample stands alone: leave out --org, --host and --api-url.")
      : ok({ kind: "sample" });
  }
  if (org === null) return badOption("Say which organization with --org NAME, or try --sample.");
  if (host && apiUrl) return badOption("--host and --api-url say the same in two ways: leave one out.");
  if (apiUrl && !isHttpUrl(apiUrl)) return badOption("--api-url needs an http or https address.");
  return ok({ kind: "organization", login: org, host: apiUrl ?? host });
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" || url?.protocol === "http:";
}
