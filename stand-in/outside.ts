import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, parse } from "node:path";
import { recordOutside, recordsOnly, sayInTerminal } from "./outside-log.ts";
import { StandInError, strictModule } from "./strict.ts";

function openerOf(platform: NodeJS.Platform): [command: string, ...args: string[]] {
  switch (platform) {
    case "darwin":
      return ["open"];
    case "win32":
      // What `start` calls, without a shell that would read the address as a command.
      return ["rundll32", "url.dll,FileProtocolHandler"];
    default:
      return ["xdg-open"];
  }
}

/** Opens a file or an address as a double click would; where there is no opener, says in the terminal what to open. */
function openWithSystem(target: string): void {
  if (recordsOnly) return;
  const [command, ...args] = openerOf(process.platform);
  spawn(command, [...args, target], { detached: true, stdio: "ignore" })
    .on("error", () => sayInTerminal(`There is no ${command} here. Please open ${target} yourself.`))
    .unref();
}

export const shell = strictModule("shell", {
  /** @throws StandInError for anything but https: an address may come from anywhere. */
  async openExternal(address: string): Promise<void> {
    const url = URL.parse(address);
    if (url?.protocol !== "https:") throw new StandInError(`Not an https address: ${address.slice(0, 200)}`);
    recordOutside("open-external", { url: url.href });
    openWithSystem(url.href);
  },

  /** Answers "" or, as Electron does, what went wrong. */
  async openPath(path: string): Promise<string> {
    recordOutside("open-path", { path });
    if (!existsSync(path)) return "Failed to open path";
    openWithSystem(path);
    return "";
  },

  showItemInFolder(path: string): void {
    recordOutside("show-item", { path });
    openWithSystem(dirname(path));
  },
});

interface MessageBoxOptions {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
}

function isMessageBox(value: unknown): value is MessageBoxOptions {
  return typeof value === "object" && value !== null && "message" in value;
}

/**
 * Where a dialog for files "is answered": `ONRAMP_STAND_IN_FILES` is a folder, or empty for a person who cancels; without
 * it, what is proposed, or the downloads.
 */
function answerFolder(proposed?: string): string | null {
  const named = process.env["ONRAMP_STAND_IN_FILES"];
  if (named !== undefined) return named === "" ? null : named;
  return proposed ?? join(homedir(), "Downloads");
}

/** The path itself, or with a number as browsers give it: nobody is here to confirm that a file is replaced. */
function unusedPath(path: string): string {
  const { dir, name, ext } = parse(path);
  let free = path;
  for (let count = 2; existsSync(free); count += 1) free = join(dir, `${name} (${count})${ext}`);
  return free;
}

interface FileDialogOptions {
  readonly defaultPath: string;
}

function isFileDialog(value: unknown): value is FileDialogOptions {
  return typeof value === "object" && value !== null && "defaultPath" in value;
}

export const dialog = strictModule("dialog", {
  /** Answers with a folder; the app opens no single files. */
  async showOpenDialog(...args: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    const folder = answerFolder(args.find(isFileDialog)?.defaultPath);
    recordOutside("open-dialog", { folder });
    return { canceled: folder === null, filePaths: folder === null ? [] : [folder] };
  },

  async showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    const { defaultPath = "file" } = args.find(isFileDialog) ?? {};
    const folder = answerFolder(dirname(defaultPath));
    const filePath = folder === null ? "" : unusedPath(join(folder, basename(defaultPath)));
    recordOutside("save-dialog", { defaultPath, filePath });
    if (filePath) sayInTerminal(`Saving as ${filePath}`);
    return { canceled: folder === null, filePath };
  },

  showErrorBox(title: string, content: string): void {
    recordOutside("error-box", { title, content });
    sayInTerminal(`${title}\n${content}`);
  },

  /** There is no box to answer, so the message is said in the terminal and the answer is always "cancel". */
  async showMessageBox(...args: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = args.find(isMessageBox);
    if (!options) throw new TypeError("Message must be a string");
    const { message, detail = "", buttons = [], cancelId = 0 } = options;
    recordOutside("message-box", { message, detail, buttons });
    sayInTerminal(detail ? `${message}\n${detail}` : message);
    return { response: cancelId, checkboxChecked: false };
  },
});
