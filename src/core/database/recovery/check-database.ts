import type Database from "better-sqlite3";
import { storeFailureOf } from "../connection.ts";
import { FailureError } from "../../../shared/failures.ts";

/** What a check of the whole database found. */
export type Findings =
  | { kind: "sound" }
  /** Tables are whole, but these indexes do not say the same as their tables. */
  | { kind: "indexes-differ"; indexes: string[] }
  | { kind: "damaged"; cause: string };

/** How SQLite's `integrity_check` names an index that disagrees with its table (`pragma.c` of SQLite 3.54). */
const INDEX_DIFFERS =
  /^(?:row \d+ missing from index|row \d+ values differ from index|wrong # of entries in index|rowid not at end-of-record for row \d+ of index) (.+)$/;

/**
 * Reads every page and compares every index with its table: about 5 ms a megabyte. `quick_check` takes three quarters
 * of that and does not compare values, so it is not used. Throws the store's failure when the disk does not let it read.
 */
export function checkDatabase(database: Database.Database): Findings {
  let problems: string[];
  try {
    problems = database.prepare<[], string>("PRAGMA integrity_check").pluck().all();
  } catch (error) {
    const failure = storeFailureOf(error);
    if (failure?.code === "store/corrupt") return { kind: "damaged", cause: failure.detail! };
    throw failure ? new FailureError(failure) : error;
  }
  return judge(problems);
}

function judge(problems: readonly string[]): Findings {
  if (problems.length === 1 && problems[0] === "ok") return { kind: "sound" };
  const indexes = new Set<string>();
  for (const problem of problems) {
    const index = INDEX_DIFFERS.exec(problem)?.[1];
    if (index === undefined) return { kind: "damaged", cause: problem.split("\n").join("; ").slice(0, 300) };
    indexes.add(index);
  }
  return { kind: "indexes-differ", indexes: [...indexes].toSorted() };
}

/**
 * Builds indexes anew from their tables, which hold the truth, in one transaction. What is found afterwards is the
 * answer: `sound` when that was all.
 */
export function repairIndexes(database: Database.Database, indexes: readonly string[]): Findings {
  try {
    database
      .transaction(() => {
        for (const index of indexes) database.exec(`REINDEX "${index.replaceAll('"', '""')}"`);
      })
      .immediate();
  } catch (error) {
    const failure = storeFailureOf(error);
    // A unique index that cannot be built: the table holds a row twice.
    const isDamage = failure?.code === "store/corrupt" || failure?.code === "internal/bug";
    if (isDamage) return { kind: "damaged", cause: failure.detail! };
    throw failure ? new FailureError(failure) : error;
  }
  return checkDatabase(database);
}
