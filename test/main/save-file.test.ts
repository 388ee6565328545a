import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { SaveDialogOptions } from "electron";
import { afterEach, beforeEach, expect, test } from "vitest";
import { saveFile } from "../../src/main/save-file.ts";
import { ok } from "../../src/shared/result.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "onramp-save-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A dialog in which the person takes the place that is proposed, unless another is given. */
function dialogAnswering(chosen?: string | null) {
  const asked: SaveDialogOptions[] = [];
  const showSaveDialog = async (options: SaveDialogOptions) => {
    asked.push(options);
    const filePath = chosen === undefined ? (options.defaultPath ?? "") : (chosen ?? "");
    return { canceled: chosen === null, filePath };
  };
  return { asked, dialog: { showSaveDialog } as unknown as Parameters<typeof saveFile>[0] };
}

const text = { kind: "text", text: "a,b\r\n" } as const;

test("a file is written where the person chose, for their eyes only, and nothing else is left there", async () => {
  const { dialog, asked } = dialogAnswering();
  const path = join(folder, "merged per week.csv");
  expect(await saveFile(dialog, folder, { name: "merged per week.csv", content: text })).toEqual(
    ok({ kind: "saved", path }),
  );
  expect(readFileSync(path, "utf8")).toBe("a,b\r\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["merged per week.csv"]);
  expect(asked[0]?.filters).toEqual([{ name: "Comma-separated values", extensions: ["csv"] }]);
});

test("bytes arrive as they were", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const content = { kind: "base64", base64: Buffer.from(bytes).toString("base64") } as const;
  await saveFile(dialogAnswering().dialog, folder, { name: "chart.png", content });
  expect(new Uint8Array(readFileSync(join(folder, "chart.png")))).toEqual(bytes);
});

test("what was there before is replaced, as the person confirmed in the dialog", async () => {
  writeFileSync(join(folder, "a.txt"), "a much longer text than the new one");
  await saveFile(dialogAnswering().dialog, folder, { name: "a.txt", content: text });
  expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("a,b\r\n");
});

test("a cancelled dialog writes nothing", async () => {
  const { dialog } = dialogAnswering(null);
  expect(await saveFile(dialog, folder, { name: "a.csv", content: text })).toEqual(ok({ kind: "cancelled" }));
  expect(readdirSync(folder)).toEqual([]);
});

test("a place that cannot be written is named, and what was begun is taken away", async () => {
  // A folder stands where the file should go, which even an administrator's process cannot replace by a file.
  const { dialog } = dialogAnswering(folder);
  expect(await saveFile(dialog, folder, { name: "a.csv", content: text })).toMatchObject({
    failure: { code: "file/not-written", detail: expect.stringContaining(folder) },
  });
  expect(readdirSync(dirname(folder)).filter((name) => name.includes(`${basename(folder)}.`))).toEqual([]);
});

test.each([
  ["../../.bashrc.csv", "bashrc.csv"],
  ["..\\..\\a:b*?.csv", "a-b-.csv"],
  ["nul.csv", "onramp.csv"],
  ["...csv", "onramp.csv"],
  ["line\nbreak\u202e.CSV", "line-break-.csv"],
  [`${"x".repeat(290)}.csv`, `${"x".repeat(120)}.csv`],
])("the name %j is proposed as %s, in the proposed folder", async (name, proposed) => {
  const { dialog, asked } = dialogAnswering(null);
  await saveFile(dialog, folder, { name, content: text });
  expect(asked[0]?.defaultPath).toBe(join(folder, proposed));
});

test.each(["run-me.exe", "a.desktop", "script.sh", "no-ending"])(
  "the window cannot ask to save %s",
  async (name) => {
    const { dialog, asked } = dialogAnswering();
    expect(await saveFile(dialog, folder, { name, content: text })).toMatchObject({
      failure: { code: "usage/bad-input" },
    });
    expect(asked).toEqual([]);
  },
);
