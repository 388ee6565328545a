import type { Core } from "../core/core.ts";
import type { Organization } from "../shared/models.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import { reconnect } from "./connect.ts";
import { chooseOrganization } from "./stored-organization.ts";

/** Signs in again for an organization that is stored: the named one, or the one synced last. */
export async function connectStored(
  core: Core,
  login: string | null,
  token: string | null,
): Promise<Result<Organization>> {
  const state = await core.call("app.getState", {});
  if (!state.ok) return state;
  const organization = chooseOrganization(state.value, login);
  if (!organization.ok) return organization;
  const account = state.value.accounts.find(({ id }) => id === organization.value.accountId);
  if (!account) return failed({ code: "auth/token-missing" });
  const connected = await reconnect(core, account, organization.value, token);
  return connected.ok ? ok(organization.value) : connected;
}
