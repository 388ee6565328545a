import type { AccountId } from "../../../shared/ids.ts";
import { openWorkerDatabase } from "../../database/connection.ts";
import { systemClock } from "../../ports.ts";
import { PageSizes } from "./page-sizes.ts";
import type { SliceSetting } from "./run-slice.ts";

/** Opens what a thread keeps between slices: its connection to the database, and what it learns of page sizes. */
export function openSliceSetting(dataDirectory: string): SliceSetting {
  const pageSizes = new Map<AccountId, PageSizes>();
  return {
    database: openWorkerDatabase(dataDirectory),
    clock: systemClock,
    pageSizesOf(accountId) {
      let sizes = pageSizes.get(accountId);
      if (!sizes) pageSizes.set(accountId, (sizes = new PageSizes()));
      return sizes;
    },
  };
}
