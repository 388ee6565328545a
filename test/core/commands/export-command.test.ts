import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exportCommand } from "../../../src/core/commands/export-command.ts";
import type { CoreParts } from "../../../src/core/commands/parts.ts";
import type { ExportRequest } from "../../../src/shared/export.ts";
import type { OrganizationId } from "../../../src/shared/ids.ts";
import { failed } from "../../../src/shared/result.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "onramp-home-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const CLOSED = failed({ code: "usage/not-allowed-now", detail: "Onramp is closing" });

/** Exports to a folder through a reader that is ended in the middle of writing. */
async function exportInterrupted(folder: string) {
  const requests: ExportRequest[] = [];
  const exportData = async (request: ExportRequest) => {
    requests.push(request);
    writeFileSync(join(request.unfinishedFolder, "pull-requests.csv"), "half a row");
    return CLOSED;
  };
  const parts = { exporter: { exportData }, version: "1.2.3", clock: { now: () => 5 } };
  const answer = await exportCommand["export.write"](parts as unknown as CoreParts, {
    organizationId: 2 as OrganizationId,
    ...{ folder, format: "csv", mayReplace: false },
  });
  return { answer, requests };
}

test("the folder is made, for the person alone, and what an interrupted export has begun is taken away", async () => {
  const folder = join(home, "a", "new folder");
  const { answer, requests } = await exportInterrupted(folder);
  expect(answer).toEqual(CLOSED);
  expect(requests).toMatchObject([{ folder, format: "csv", version: "1.2.3", now: 5 }]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual([]);
});

test("a place where no folder can be is named, and nothing is begun", async () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  const { answer, requests } = await exportInterrupted(join(file, "below"));
  expect(answer).toMatchObject({ ok: false, failure: { code: "file/not-written" } });
  expect(requests).toEqual([]);
  expect(existsSync(join(file, "below"))).toBe(false);
});
