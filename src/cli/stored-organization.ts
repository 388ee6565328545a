import type { Core } from "../core/core.ts";
import type { AppState } from "../shared/contract.ts";
import type { Organization } from "../shared/models.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import { badOption, type OptionTable } from "./options.ts";

/** The options of commands that tell of what is stored. */
export const STORED_OPTIONS = {
  org: { kind: "text", value: "NAME", help: "the organization; the one synced last unless set" },
} as const satisfies OptionTable;

/** Looks up the organization that a command about stored data means. */
export async function findStoredOrganization(
  core: Core,
  login: string | null,
): Promise<Result<Organization>> {
  const state = await core.call("app.getState", {});
  return state.ok ? chooseOrganization(state.value, login) : state;
}

/** The named organization, else the one of the newest run, else the only one. Pure. */
export function chooseOrganization(
  { organizations, run }: Pick<AppState, "organizations" | "run">,
  login: string | null,
): Result<Organization> {
  const candidates =
    login === null
      ? organizations
      : organizations.filter((one) => one.login.toLowerCase() === login.toLowerCase());
  const newest = candidates.find((one) => one.id === run?.organizationId);
  if (newest) return ok(newest);
  const [only, ...others] = candidates;
  if (only === undefined) return nothingStored(login);
  return others.length === 0
    ? ok(only)
    : badOption("Several organizations are stored: say which with --org.");
}

function nothingStored(login: string | null): ReturnType<typeof failed> {
  const what = login === null ? "Nothing has" : "That organization has not";
  return failed({
    code: "usage/not-allowed-now",
    detail: `${what} been synced here yet: see "onramp sync".`,
  });
}
