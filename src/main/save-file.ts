import { extname, join } from "node:path";
import type { Dialog } from "electron";
import { writeFileAtomically } from "../core/export/atomic-file.ts";
import { fileFailureOf } from "../core/export/file-failure.ts";
import type { CommandInput, SaveOutcome } from "../shared/contract.ts";
import { failed, ok, type Result } from "../shared/result.ts";

/** The kinds of files that the window may ask for: nothing that a double click would run. */
const FILE_KINDS: Record<string, string> = {
  ".csv": "Comma-separated values",
  ".gz": "Compressed file",
  ".json": "JSON",
  ".jsonl": "JSON lines",
  ".md": "Markdown",
  ".png": "Picture",
  ".txt": "Text",
  ".zip": "Archive",
};

const MAX_NAME_CHARACTERS = 120;

/** Names that Windows keeps for devices, whatever their ending (learn.microsoft.com/windows/win32/fileio/naming-a-file). */
const DEVICE_NAMES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * Lets the person choose where a file of the window's goes, and writes it there. Replacing one that is there was
 * confirmed in the dialog. Fails with `usage/bad-input` for a kind of file the window does not make, and with
 * `file/not-written` when the place refuses it.
 */
export async function saveFile(
  dialog: Pick<Dialog, "showSaveDialog">,
  proposedFolder: string,
  { name, content }: CommandInput<"file.save">,
): Promise<Result<SaveOutcome>> {
  const extension = extname(name).toLowerCase();
  const kind = FILE_KINDS[extension];
  if (kind === undefined) {
    return failed({ code: "usage/bad-input", detail: `Onramp saves no file of the kind "${extension}"` });
  }
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(proposedFolder, safeName(name, extension)),
    filters: [{ name: kind, extensions: [extension.slice(1)] }],
    properties: ["createDirectory", "showOverwriteConfirmation"],
  });
  if (canceled || !filePath) return ok({ kind: "cancelled" });
  try {
    const bytes = content.kind === "text" ? content.text : Buffer.from(content.base64, "base64");
    await writeFileAtomically(filePath, bytes);
    return ok({ kind: "saved", path: filePath });
  } catch (error) {
    return failed(fileFailureOf(error, filePath));
  }
}

/** The name as every file system takes it: no folder, nothing invisible, not hidden, and not a device. */
function safeName(name: string, extension: string): string {
  const stem = name
    .slice(0, name.length - extension.length)
    .replace(/[\p{C}<>:"/\\|?*]+/gu, "-")
    .replace(/^[.\s-]+|[.\s]+$/g, "")
    .slice(0, MAX_NAME_CHARACTERS);
  return `${stem === "" || DEVICE_NAMES.test(stem) ? "onramp" : stem}${extension}`;
}
