import type { OrganizationId, RunId } from "../../shared/ids.ts";
import type { IsoTime } from "../../shared/ids.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

export interface MemberFacts {
  id: number;
  login: string;
  kind: string;
  isSiteAdmin: boolean;
}

/** Stores a page of members, marked as seen by this run; returns how many this run has seen. */
export function saveMembers(
  database: WritableDatabase,
  organizationId: OrganizationId,
  seenInRun: RunId,
  page: readonly MemberFacts[],
): number {
  const upsert = prepared(
    database,
    `INSERT INTO members (id, organization_id, login, kind, is_site_admin, seen_in_run) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (organization_id, id) DO UPDATE SET login = excluded.login, kind = excluded.kind,
       is_site_admin = excluded.is_site_admin, seen_in_run = excluded.seen_in_run`,
  );
  for (const it of page)
    upsert.run(it.id, organizationId, it.login, it.kind, Number(it.isSiteAdmin), seenInRun);
  return prepared<number>(
    database,
    "SELECT count(*) FROM members WHERE organization_id = ? AND seen_in_run = ?",
  )
    .pluck()
    .get(organizationId, seenInRun)!;
}

/** The list is read from its beginning: what a run has seen of it before does not count. */
export function forgetSeen(database: WritableDatabase, organizationId: OrganizationId): void {
  prepared(
    database,
    "UPDATE members SET seen_in_run = -1 WHERE organization_id = ? AND seen_in_run <> -1",
  ).run(organizationId);
}

/**
 * The list was read to its end: those it did not hold have left. Records the verified count with its time and
 * returns it.
 */
export function finishMembers(
  database: WritableDatabase,
  organizationId: OrganizationId,
  seenInRun: RunId,
  asOf: IsoTime,
): number {
  prepared(database, "DELETE FROM members WHERE organization_id = ? AND seen_in_run <> ?").run(
    organizationId,
    seenInRun,
  );
  const count = prepared<number>(database, "SELECT count(*) FROM members WHERE organization_id = ?")
    .pluck()
    .get(organizationId)!;
  prepared(database, "UPDATE organizations SET members_verified_at = ?, member_count = ? WHERE id = ?").run(
    asOf,
    count,
    organizationId,
  );
  return count;
}

export function countMembers(database: ReadableDatabase, organizationId: OrganizationId): number {
  return prepared<number>(database, "SELECT count(*) FROM members WHERE organization_id = ?")
    .pluck()
    .get(organizationId)!;
}
