import type { AccountId, OrganizationId, RepositoryId } from "./ids.ts";

/*
 * The screens that the desktop host can send its window to. The page reads them as it reads its own addresses
 * (`src/renderer/app/screen.ts`).
 */

/** The hash of a screen's address. */
export type ScreenAddress = `#/${string}`;

export const syncAddress = (organizationId: OrganizationId): ScreenAddress =>
  `#/sync?organization=${organizationId}`;

export const chooseAddress = (organizationId: OrganizationId): ScreenAddress =>
  `#/choose?organization=${organizationId}`;

/** The insights of one repository. */
export function repositoryAddress(
  organizationId: OrganizationId,
  repository: { id: RepositoryId; fullName: string },
): ScreenAddress {
  const query = new URLSearchParams({
    organization: String(organizationId),
    repository: String(repository.id),
    name: repository.fullName,
  });
  return `#/insights?${query}`;
}

/** The sign-in; with an account: to sign in with it again. */
export const signInAddress = (accountId: AccountId | null): ScreenAddress =>
  accountId === null ? "#/connect" : `#/connect?account=${accountId}`;
