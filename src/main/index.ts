import { join } from "node:path";
import {
  app,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
} from "electron";
import type { Core } from "../core/core.ts";
import { prepareDirectory } from "../core/database/private-files.ts";
import { openCore } from "../core/open-core.ts";
import { createOsKeychain } from "../core/keychain/os-keychain.ts";
import { createRedactor } from "../core/log/redact.ts";
import { systemClock } from "../core/ports.ts";
import { CALL_CHANNEL } from "../shared/bridge.ts";
import type { AppState } from "../shared/contract.ts";
import { failureOf } from "../shared/failures.ts";
import type { LogEntry } from "../shared/log-entry.ts";
import type { UnexpectedEnd } from "../shared/models.ts";
import { failed, ok, type Result } from "../shared/result.ts";
import { appFilesAround, type AppFiles } from "./app-files.ts";
import { tellIdentity } from "./app-identity.ts";
import { registerAppScheme, serveApp } from "./app-scheme.ts";
import { applicationMenu } from "./application-menu.ts";
import { attachDesktop } from "./attach-desktop.ts";
import { appCrashEntry, windowCrashEntry } from "./crash-entries.ts";
import { keepCrashDumps } from "./crash-dumps.ts";
import { askedDataDirectory } from "./data-directory.ts";
import { failureDialog, failureLines } from "./failure-dialog.ts";
import { listenForDeepLinks, showDeepLink } from "./follow-deep-links.ts";
import { createHostNetwork } from "./host-network.ts";
import { createHostPower } from "./host-power.ts";
import { answerCall, type HostHandlers } from "./ipc-door.ts";
import { checkLink } from "./links.ts";
import { denyDownloads, denyNetwork, denyPermissions, lockDownContents } from "./lock-down.ts";
import { createMainWindow, type MainWindow } from "./main-window.ts";
import { closeBeforeQuit } from "./quit.ts";
import { createRefusalLog, type NoteRefusal } from "./refusals.ts";
import { showReportDialog } from "./report-dialog.ts";
import { beginRunFile, endRunFile, unexpectedEndEntry } from "./run-file.ts";
import { createSampleHost } from "./sample-host.ts";
import { saveExport } from "./save-export.ts";
import { saveFile } from "./save-file.ts";

/*
 * The desktop host of the core: composes everything, top to bottom.
 */

// A token for the terminal; the window has its own way to ask. Whatever is started from here shall not inherit it.
delete process.env["ONRAMP_TOKEN"];

registerAppScheme(protocol);
/** Writes into the log, as soon as there is one. */
let note: (entry: LogEntry) => void = () => undefined;
let isEnding = false;

// Of the first Electron would show a stack trace, of the second warn in the terminal (electron/electron#36528), and go on
// with a process in an unknown state. What was committed is safe.
process.on("uncaughtException", endWith);
process.on("unhandledRejection", endWith);
start().catch(endWith);

async function start(): Promise<void> {
  const dataDirectory = takeDataDirectory();
  if (!app.requestSingleInstanceLock()) {
    process.stdout.write(`Onramp is already open on ${dataDirectory}; its window comes to the front.\n`);
    return app.exit(0);
  }
  const unexpectedEnd = beginRunFile(dataDirectory, systemClock.now());
  keepCrashDumps(app, crashReporter, dataDirectory);
  tellIdentity(app, process.platform);
  const links = listenForDeepLinks(app, process.argv);
  const files = appFilesAround(import.meta.dirname);
  await app.whenReady();
  serveApp(protocol, files.renderer);

  const core = await hostCore(dataDirectory, files, unexpectedEnd);
  note = (entry) => core.note(entry);
  if (unexpectedEnd) core.note(unexpectedEndEntry(unexpectedEnd, systemClock.now()));
  const noteRefusal = createRefusalLog(core, systemClock);
  lockDownContents(app, noteRefusal);
  denyPermissions(session.defaultSession, noteRefusal);
  denyNetwork(session.defaultSession, noteRefusal);
  denyDownloads(session.defaultSession, noteRefusal);
  const window = createMainWindow({
    files,
    placeFile: join(dataDirectory, "window.json"),
    onCrashed: (reason, exitCode) => note(windowCrashEntry(reason, exitCode, systemClock.now())),
    onGivenUp: () => endWith(new Error("the window's page died again and again")),
    onSessionEnd: () => endRunFile(dataDirectory),
  });
  core.subscribe((event) => window.send(event));
  ipcMain.handle(CALL_CHANNEL, (event, message: unknown) =>
    answerCall(
      { core, host: hostHandlers(core, dataDirectory, noteRefusal), noteRefusal },
      event.senderFrame,
      message,
    ),
  );
  setMenu(window, dataDirectory);

  app.on("activate", () => window.open());
  powerMonitor.on("shutdown", () => app.quit());
  attachDesktop(app, core, window, files.icon);
  links.openWith((link) => void showDeepLink(core, window, dialog, link));
}

/** Decides where the data lies and makes it Electron's own directory too, so that the instance lock is one per directory. */
function takeDataDirectory(): string {
  const asked = askedDataDirectory(process.argv.slice(1), process.env, process.cwd());
  const dataDirectory = asked ?? app.getPath("userData");
  prepareDirectory(dataDirectory);
  app.setPath("userData", dataDirectory);
  app.setPath("sessionData", join(dataDirectory, "chromium"));
  return dataDirectory;
}

async function hostCore(
  dataDirectory: string,
  files: AppFiles,
  unexpectedEnd: UnexpectedEnd | null,
): Promise<Core> {
  const sample = createSampleHost(files.sampleThread);
  const openedAt = systemClock.now();
  const core = await openCore({
    dataDirectory,
    version: app.getVersion(),
    keychain: createOsKeychain(),
    clock: systemClock,
    network: createHostNetwork(net, powerMonitor),
    workerFiles: files.workers,
    resumesAtStart: true,
    githubClientId: process.env["ONRAMP_GITHUB_CLIENT_ID"],
    startSample: () => sample.start(),
    desktop: {
      power: createHostPower(powerMonitor),
      openedAt,
      unexpectedEnd,
    },
    forgetPages: () => session.defaultSession.clearData(),
  }).catch((error: unknown) => {
    // Whoever is refused at the start is told so at once: nothing is to be told of it next time.
    endRunFile(dataDirectory);
    throw error;
  });
  closeBeforeQuit(app, async () => {
    endRunFile(dataDirectory);
    await core.close();
    await sample.close();
  });
  return core;
}

function hostHandlers(core: Core, dataDirectory: string, noteRefusal: NoteRefusal): HostHandlers {
  return {
    "violation.report": async ({ directive, blocked }) => {
      noteRefusal({ kind: "content", code: "security/refused", detail: `${directive}: ${blocked}` });
      return ok(null);
    },
    "link.open": ({ url }) => openLink(core, url),
    "file.save": (file) => saveFile(dialog, app.getPath("downloads"), file),
    "export.save": (choice) => saveExport(dialog, core, app.getPath("downloads"), choice, new Date()),
    "folder.open": ({ folder }) =>
      openFolder(folder === "data" ? dataDirectory : join(dataDirectory, "logs")),
  };
}

async function openFolder(path: string): Promise<Result<null>> {
  const problem = await shell.openPath(path);
  return problem === "" ? ok(null) : failed({ code: "file/not-opened", detail: problem });
}

async function openLink(core: Core, address: string): Promise<Result<null>> {
  const state = await core.call("app.getState", {});
  const link = checkLink(address, state.ok ? knownHosts(state.value) : []);
  if (!link.ok) return link;
  await shell.openExternal(link.value);
  return ok(null);
}

/** The hosts that the person has named: of the accounts, and of a sign-in under way. */
function knownHosts({ accounts, signIn }: AppState): string[] {
  const hosts = accounts.map((account) => account.host);
  return signIn.deviceFlow ? [...hosts, signIn.deviceFlow.host] : hosts;
}

function setMenu(window: MainWindow, dataDirectory: string): void {
  const showLogFiles = (): void => void shell.openPath(join(dataDirectory, "logs"));
  const template = applicationMenu(process.platform, app.isPackaged, {
    command: (command) => {
      window.open();
      window.send({ name: "menu.chosen", payload: command });
    },
    showLogFiles,
    reportIssue: () =>
      void showReportDialog(dialog, clipboard, { version: app.getVersion(), dataDirectory }, showLogFiles),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Says what keeps Onramp from going on, and ends it. A fault that follows from the first is not worth telling. */
function endWith(thrown: unknown): void {
  if (isEnding) return;
  isEnding = true;
  const failure = failureOf(thrown);
  note(appCrashEntry(failure, thrown, systemClock.now()));
  // A desktop keeps what its programs say there, in files of its own.
  const { redact } = createRedactor();
  process.stderr.write(redact(failureLines(failure)));
  const isBug = failure.code === "internal/bug" && thrown instanceof Error;
  if (isBug) process.stderr.write(redact(`${thrown.stack}\n`));
  // Before that, Linux has no dialogs.
  void app.whenReady().then(() => {
    const { title, text } = failureDialog(failure);
    dialog.showErrorBox(title, redact(text));
    app.exit(1);
  });
}
