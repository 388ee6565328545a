import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DATABASE_FILE } from "../../../src/core/database/connection.ts";
import { createTaskAnswerer, type TaskAnswerer } from "../../../src/core/reader/answer-tasks.ts";
import type { ReaderTask } from "../../../src/shared/reader-tasks.ts";
import { NOW, StoredOrganization } from "../insights/stored-organization.ts";

let acme: StoredOrganization;
let dataDirectory: string;
let answerer: TaskAnswerer;
let insights: ReaderTask;

beforeEach(() => {
  acme = new StoredOrganization();
  acme.addPullRequest(acme.addRepository());
  acme.database.pragma("wal_checkpoint(TRUNCATE)");
  insights = { kind: "insights", scope: { organizationId: acme.id }, now: NOW };
  dataDirectory = mkdtempSync(join(tmpdir(), "onramp-answers-"));
  answerer = createTaskAnswerer({ dataDirectory, logDirectory: join(dataDirectory, "logs") });
});

afterEach(() => {
  answerer.close();
  acme.remove();
  rmSync(dataDirectory, { recursive: true });
});

function putDatabase(): void {
  copyFileSync(join(acme.directory, DATABASE_FILE), join(dataDirectory, DATABASE_FILE));
}

test("a database that is not there yet is a failure, and is read as soon as it is there", () => {
  expect(answerer.answer(insights)).toMatchObject({ ok: false, failure: { code: "store/not-writable" } });
  putDatabase();
  expect(answerer.answer(insights)).toMatchObject({ ok: true, value: { open: { count: 1 } } });
});

test("after an error the file is opened anew, so a database put in place of a damaged one is read", () => {
  writeFileSync(join(dataDirectory, DATABASE_FILE), "not a database at all, but long enough to be looked at");
  expect(answerer.answer(insights)).toMatchObject({ ok: false, failure: { code: "store/corrupt" } });
  rmSync(join(dataDirectory, DATABASE_FILE));
  putDatabase();
  expect(answerer.answer(insights)).toMatchObject({ ok: true, value: { open: { count: 1 } } });
});
