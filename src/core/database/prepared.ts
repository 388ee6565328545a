import type Database from "better-sqlite3";

const statementsOf = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** The compiled statement for this text, compiled once per connection. */
export function prepared<Row = unknown>(
  database: Database.Database,
  sql: string,
): Database.Statement<unknown[], Row> {
  let statements = statementsOf.get(database);
  if (!statements) statementsOf.set(database, (statements = new Map()));
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = database.prepare(sql)));
  return statement as Database.Statement<unknown[], Row>;
}
