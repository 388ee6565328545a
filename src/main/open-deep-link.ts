import type { Core } from "../core/core.ts";
import {
  chooseAddress,
  repositoryAddress,
  signInAddress,
  type ScreenAddress,
} from "../shared/screen-address.ts";
import { assertNever } from "../shared/result.ts";
import type { DeepLink } from "./deep-link.ts";

/** Where a link leads: to a screen, or nowhere, with the reason in plain words. */
export type LinkTarget =
  | { kind: "screen"; address: ScreenAddress }
  | { kind: "nowhere"; title: string; text: string };

/** Finds what a link means among what is stored. Asks GitHub nothing. */
export async function findLinkTarget(core: Pick<Core, "call">, link: DeepLink): Promise<LinkTarget> {
  switch (link.kind) {
    case "repository":
      return findRepository(core, link.owner, link.name);
    case "sign-in":
      return findSignIn(core, link.host);
    default:
      return assertNever(link);
  }
}

async function findRepository(core: Pick<Core, "call">, owner: string, name: string): Promise<LinkTarget> {
  const state = await core.call("app.getState", {});
  const organizations = state.ok ? state.value.organizations : [];
  const organization = organizations.find(({ login }) => isSame(login, owner));
  if (!organization) {
    return {
      kind: "nowhere",
      title: `${owner}/${name} is not known here`,
      text: `None of the connected accounts has shown Onramp the organization ${owner}. Connect an account that can read it, choose the organization, then open the link again.`,
    };
  }
  const view = await core.call("sync.get", { organizationId: organization.id });
  const rows = view.ok && view.value ? view.value.repositories : [];
  const row = rows.find(({ fullName }) => isSame(fullName, `${owner}/${name}`));
  // One that was not synced yet can be chosen.
  const address = row
    ? repositoryAddress(organization.id, { id: row.repositoryId, fullName: row.fullName })
    : chooseAddress(organization.id);
  return { kind: "screen", address };
}

/** A host that no account is on is not taken over: the person would send a token to where a link says. */
async function findSignIn(core: Pick<Core, "call">, host: string | null): Promise<LinkTarget> {
  const accounts = await core.call("account.list", {});
  const account = accounts.ok ? accounts.value.find((known) => known.host === host) : undefined;
  return { kind: "screen", address: signInAddress(account?.id ?? null) };
}

/** GitHub tells names apart by their letters, not by their case. */
const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
