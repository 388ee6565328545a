import { ok, type Result } from "../shared/result.ts";
import { badOption, type OptionTable, type OptionValues } from "./options.ts";

/** A GitHub as the command line names it; all null when it does not. */
export interface HostChoice {
  /** `github.com`, or a GitHub Enterprise Server's host or address. */
  host: string | null;
  /** The REST base of an API elsewhere. */
  apiUrl: string | null;
}

/** Which organization to work on, and where it is. */
export type Target = { kind: "sample" } | ({ kind: "organization"; login: string } & HostChoice);

export const HOST_OPTIONS = {
  host: { kind: "text", value: "HOST", help: "github.com unless set, or a GitHub Enterprise Server" },
  "api-url": { kind: "text", value: "URL", help: "the REST base of any GitHub API, instead of --host" },
} as const satisfies OptionTable;

/** The options of commands that talk to GitHub about one organization. */
export const CONNECTION_OPTIONS = {
  org: { kind: "text", value: "NAME", help: "the organization, or your own login" },
  ...HOST_OPTIONS,
  sample: { kind: "flag", help: "use the sample organization: no account, no network" },
} as const satisfies OptionTable;

export function readHost(values: OptionValues<typeof HOST_OPTIONS>): Result<HostChoice> {
  const { host, "api-url": apiUrl } = values;
  if (host && apiUrl) return badOption("--host and --api-url say the same in two ways: leave one out.");
  if (apiUrl && !isHttpUrl(apiUrl)) return badOption("--api-url needs an http or https address.");
  return ok({ host, apiUrl });
}

export function readTarget(values: OptionValues<typeof CONNECTION_OPTIONS>): Result<Target> {
  const { org, host, "api-url": apiUrl, sample } = values;
  if (sample) {
    return org || host || apiUrl
      ? badOption("--sample stands alone: leave out --org, --host and --api-url.")
      : ok({ kind: "sample" });
  }
  if (org === null) return badOption("Say which organization with --org NAME, or try --sample.");
  const place = readHost(values);
  return place.ok ? ok({ kind: "organization", login: org, ...place.value }) : place;
}

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "https:" || url?.protocol === "http:";
}
