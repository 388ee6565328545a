import type { Finding } from "../../shared/checks.ts";
import type { CheckSurroundings } from "./surroundings.ts";

/** Whether every page of the database is sound, and it can be written. */
export async function checkDatabase({ inspectDatabase }: CheckSurroundings): Promise<Finding> {
  const inspection = await inspectDatabase();
  return inspection.ok
    ? { check: "database", kind: "well", ...inspection.value }
    : { check: "database", kind: "broken", failure: inspection.failure };
}
