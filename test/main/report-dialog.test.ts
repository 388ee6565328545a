import type { Dialog } from "electron";
import { expect, test, vi } from "vitest";
import { showReportDialog } from "../../src/main/report-dialog.ts";

async function choose(button: string) {
  const clipboard = { writeText: vi.fn<(text: string) => Promise<void>>(async () => {}) };
  const showLogFiles = vi.fn<() => void>();
  const showMessageBox = async ({ buttons }: { buttons: string[] }) => ({
    response: buttons.indexOf(button),
  });
  await showReportDialog(
    { showMessageBox } as unknown as Dialog,
    clipboard,
    { version: "1.2.3", dataDirectory: "/data" },
    showLogFiles,
  );
  return { copied: clipboard.writeText, showLogFiles };
}

test("the details that a report needs can be copied", async () => {
  const { copied, showLogFiles } = await choose("Copy details");
  expect(copied).toHaveBeenCalledWith(expect.stringMatching(/^Onramp 1\.2\.3\n.*Node .*\n.*\/data$/s));
  expect(showLogFiles).not.toHaveBeenCalled();
});

test("the log's files can be shown", async () => {
  const { copied, showLogFiles } = await choose("Show log files");
  expect(showLogFiles).toHaveBeenCalledOnce();
  expect(copied).not.toHaveBeenCalled();
});

test("closing the dialog does nothing", async () => {
  const { copied, showLogFiles } = await choose("Close");
  expect(copied).not.toHaveBeenCalled();
  expect(showLogFiles).not.toHaveBeenCalled();
});
