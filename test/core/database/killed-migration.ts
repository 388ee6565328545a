import Database from "better-sqlite3";
import { migrate } from "../../../src/core/database/migrate.ts";

/** Migrates the database whose path is the first argument, and is killed in the middle of it. */
const database = new Database(process.argv[2]!);
database.function("die", () => process.kill(process.pid, "SIGKILL") as unknown as number);
migrate(database, [
  { version: 2, name: "second", sql: "CREATE TABLE two (id INTEGER); SELECT die(); DROP TABLE one" },
]);
