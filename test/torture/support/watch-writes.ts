import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import Database from "better-sqlite3";

/*
 * Imported into a process before Onramp (NODE_OPTIONS=--import), in its main thread and in every worker thread: notes
 * how each connection to the database writes, one JSON line each, in the file that WATCH_WRITES names.
 */

/** One observation of a connection. */
export interface Observation {
  thread: "main" | "worker";
  /** `begin`: how a transaction began; `write`: a statement outside of any. */
  what: "begin" | "write";
  sql: string;
  /** `PRAGMA synchronous`: 2 is FULL. */
  synchronous: number;
}

const file = process.env["WATCH_WRITES"];
const noted = new Set<string>();

function note(database: Database.Database, what: Observation["what"], sql: string): void {
  if (!file || !database.name.endsWith("onramp.db")) return;
  const synchronous = database.pragma("synchronous", { simple: true }) as number;
  const observation: Observation = { thread: isMainThread ? "main" : "worker", what, sql, synchronous };
  const line = JSON.stringify(observation);
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(file, `${line}\n`);
}

const isBegin = (sql: string): boolean => /^\s*BEGIN\b/i.test(sql);

const probe = new Database(":memory:");
const statementPrototype = Object.getPrototypeOf(probe.prepare("SELECT 1")) as Database.Statement;
probe.close();

for (const method of ["run", "get", "all", "iterate"] as const) {
  const original = statementPrototype[method] as (...values: unknown[]) => unknown;
  const watched = function (this: Database.Statement, ...values: unknown[]): unknown {
    const { database, source, readonly } = this;
    if (isBegin(source)) note(database, "begin", source);
    else if (!readonly && !database.inTransaction) note(database, "write", source);
    return original.apply(this, values);
  };
  Object.defineProperty(statementPrototype, method, { value: watched });
}

const exec = Database.prototype.exec;
Database.prototype.exec = function (this: Database.Database, sql: string): Database.Database {
  if (isBegin(sql)) note(this, "begin", sql);
  else if (!this.inTransaction && !this.readonly) note(this, "write", sql);
  return exec.call(this, sql);
};
