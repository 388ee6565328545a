import type { AccountId } from "../../../shared/ids.ts";
import type { Organization } from "../../../shared/models.ts";
import { useAppStore } from "../../client/app-state.ts";
import { call } from "../../client/bridge.ts";

/** The organization of an account that is offered first: the first by name that can be read. */
export function findFirst(
  organizations: readonly Organization[],
  accountId: AccountId,
): Organization | undefined {
  return organizations.find((known) => known.accountId === accountId && known.blocked === null);
}

/**
 * Asks for what the person will choose among next, while they read that they are connected: the account's
 * organizations, and the repositories of the one that is offered first. What goes wrong is told where they choose.
 */
export async function readAhead(accountId: AccountId): Promise<void> {
  const answer = await call("organizations.list", { accountId });
  const { app } = useAppStore.getState();
  if (!answer.ok || app.kind !== "known") return;
  const first = findFirst(app.state.organizations, accountId);
  if (first) await call("repositories.load", { organizationId: first.id });
}
