import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Core } from "../../src/core/core.ts";
import { saveExport } from "../../src/main/save-export.ts";
import type { OrganizationId } from "../../src/shared/ids.ts";
import { failed, ok } from "../../src/shared/result.ts";

const NOW = new Date("2026-11-24T12:00:00Z");
const choice = { organizationId: 2 as OrganizationId, format: "csv" } as const;

let chosen: string;
beforeEach(() => {
  chosen = mkdtempSync(join(tmpdir(), "onramp-chosen-"));
});
afterEach(() => rmSync(chosen, { recursive: true }));

function dialogAnswering(answer: { canceled: boolean; filePaths: string[] }) {
  return { showOpenDialog: async () => answer } as unknown as Parameters<typeof saveExport>[0];
}

/** A core that notes what it is asked. */
function coreAnswering(answer: unknown) {
  const calls: unknown[] = [];
  const call = (async (name: string, input: unknown) => {
    calls.push({ name, input });
    return answer;
  }) as Core["call"];
  return { calls, core: { call } };
}

test("an export goes into a new folder of the chosen one, so that nothing can be written over", async () => {
  mkdirSync(join(chosen, "Onramp export 2026-11-24"));
  const { core, calls } = coreAnswering(ok({ gaps: 0 }));
  const dialog = dialogAnswering({ canceled: false, filePaths: [chosen] });
  expect(await saveExport(dialog, core, "/downloads", choice, NOW)).toEqual(
    ok({ kind: "saved", summary: { gaps: 0 } }),
  );
  const folder = join(chosen, "Onramp export 2026-11-24 (2)");
  expect(calls).toEqual([{ name: "export.write", input: { ...choice, folder, mayReplace: false } }]);
});

test("a cancelled dialog exports nothing", async () => {
  const { core, calls } = coreAnswering(ok(null));
  const dialog = dialogAnswering({ canceled: true, filePaths: [] });
  expect(await saveExport(dialog, core, "/downloads", choice, NOW)).toEqual(ok({ kind: "cancelled" }));
  expect(calls).toEqual([]);
});

test("what keeps the export from being written is passed on", async () => {
  const failure = failed({ code: "file/not-written", detail: chosen });
  const dialog = dialogAnswering({ canceled: false, filePaths: [chosen] });
  expect(await saveExport(dialog, coreAnswering(failure).core, "/downloads", choice, NOW)).toEqual(failure);
});
