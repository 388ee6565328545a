import type { AccountId } from "../../shared/ids.ts";
import type { ReadableDatabase, WritableDatabase } from "./connection.ts";
import { prepared } from "./prepared.ts";

/**
 * An answer kept to be asked for conditionally: GitHub answers 304 for free when it still holds (GitHub docs,
 * "Best practices for using the REST API"). ETags depend on the token, so entries belong to an account.
 */
export interface CachedAnswer {
  etag: string;
  body: string;
}

export function readCachedAnswer(
  database: ReadableDatabase,
  accountId: AccountId,
  path: string,
): CachedAnswer | null {
  return (
    prepared<CachedAnswer>(
      database,
      "SELECT etag, body FROM http_cache WHERE account_id = ? AND path = ?",
    ).get(accountId, path) ?? null
  );
}

export function saveCachedAnswer(
  database: WritableDatabase,
  accountId: AccountId,
  path: string,
  answer: CachedAnswer,
): void {
  prepared(
    database,
    "INSERT OR REPLACE INTO http_cache (account_id, path, etag, body) VALUES (?, ?, ?, ?)",
  ).run(accountId, path, answer.etag, answer.body);
}
