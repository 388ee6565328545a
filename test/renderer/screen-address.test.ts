import { expect, test } from "vitest";
import { screenOf } from "../../src/renderer/app/screen.ts";
import type { AccountId, OrganizationId, RepositoryId } from "../../src/shared/ids.ts";
import {
  chooseAddress,
  repositoryAddress,
  signInAddress,
  syncAddress,
} from "../../src/shared/screen-address.ts";

const ACME = 7 as OrganizationId;

test.each([
  [syncAddress(ACME), { kind: "sync", organizationId: ACME }],
  [chooseAddress(ACME), { kind: "choose", organizationId: ACME }],
  [
    repositoryAddress(ACME, { id: 12 as RepositoryId, fullName: "acme/api&more" }),
    { kind: "insights", organizationId: ACME, repository: { id: 12, name: "acme/api&more" } },
  ],
  [signInAddress(null), { kind: "connect", accountId: null }],
  [signInAddress(3 as AccountId), { kind: "connect", accountId: 3 }],
])("the page shows what the host means by %s", (address, screen) => {
  expect(screenOf(address)).toEqual(screen);
});
