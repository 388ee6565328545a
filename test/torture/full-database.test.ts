import { expect, test } from "vitest";
import {
  FRESH_CHECKPOINT,
  readCheckpoint,
  saveCheckpoint,
} from "../../src/core/database/checkpoint-store.ts";
import { openWorkerDatabase } from "../../src/core/database/connection.ts";
import { commitFenced } from "../../src/core/database/fenced-commit.ts";
import { StoredOrganization } from "../core/insights/stored-organization.ts";

test("a database that may not grow refuses a page as a whole, keeps all others, and takes it when there is room (P16)", () => {
  const organization = new StoredOrganization();
  const repositoryId = organization.addRepository();
  const worker = openWorkerDatabase(organization.directory);
  const commitPage = (number: number): void => {
    const checkpoint = { ...FRESH_CHECKPOINT, cursor: `page ${number}`, pages: number };
    commitFenced(worker, null, () => {
      saveCheckpoint(worker, "pull_requests", repositoryId, checkpoint, null, 0);
      worker
        .prepare("UPDATE repositories SET description = ? WHERE id = ?")
        .run("x".repeat(number * 30_000), repositoryId);
    });
  };
  const stored = (): unknown => ({
    cursor: readCheckpoint(worker, "pull_requests", repositoryId)?.cursor,
    bytes: worker.prepare("SELECT length(description) FROM repositories").pluck().get(),
  });
  worker.pragma(`max_page_count = ${(worker.pragma("page_count", { simple: true }) as number) + 40}`);

  let page = 0;
  const fill = (): void => {
    while (page < 100) commitPage((page += 1));
  };
  expect(fill).toThrow("store/full");
  const kept = { cursor: `page ${page - 1}`, bytes: (page - 1) * 30_000 };
  expect(page).toBeGreaterThan(1);
  expect(stored()).toEqual(kept);
  expect(() => commitPage(page)).toThrow("store/full");
  expect(stored()).toEqual(kept);

  worker.pragma("max_page_count = 1000000");
  commitPage(page);
  expect(stored()).toEqual({ cursor: `page ${page}`, bytes: page * 30_000 });
  expect(worker.pragma("integrity_check", { simple: true })).toBe("ok");
  worker.close();
  organization.remove();
});
