import { writeSync } from "node:fs";
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  ipcMain,
  Menu,
  nativeImage,
  net,
  Notification,
  powerMonitor,
  protocol,
  shell,
  Tray,
} from "electron";

/*
 * A small Electron app, written against Electron's own types, that shows what happens to it: one JSON line on
 * standard output for each event. Its page can ask it for things by IPC.
 */

function tell(event: string, details: object = {}): void {
  writeSync(1, `${JSON.stringify({ event, ...details })}\n`);
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 700,
    height: 500,
    show: false,
    backgroundColor: "#102030",
    webPreferences: {
      preload: join(import.meta.dirname, "preload.cjs"),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
    },
  });
  const contents = window.webContents;
  window.once("ready-to-show", () => window.show());
  window.on("close", () => tell("close", window.getNormalBounds()));
  window.on("closed", () => tell("closed"));
  contents.on("did-finish-load", () => tell("loaded", { url: contents.getURL() }));
  contents.on("did-fail-load", (_event, code, description) => tell("failed-to-load", { code, description }));
  contents.on("will-navigate", (event) => {
    tell("will-navigate", { url: event.url });
    if (event.url.endsWith("/forbidden.html")) event.preventDefault();
  });
  contents.on("render-process-gone", (_event, { reason }) => {
    tell("render-process-gone", { reason });
    if (process.env["FIXTURE_RELOADS"] === "1") contents.reload();
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith("https:")) void shell.openExternal(url);
    return { action: "deny" };
  });
  void window.loadURL("app://fixture/index.html");
  return window;
}

function answerIpc(window: BrowserWindow): void {
  ipcMain.handle("echo", (_event, value: unknown) => value);
  ipcMain.handle("who", (event) => ({
    url: event.senderFrame?.url,
    isWindow: event.sender === window.webContents,
  }));
  ipcMain.handle("fail", () => {
    throw new RangeError("too far");
  });
  ipcMain.handle("unclonable", () => () => 1);
  ipcMain.handle("push", (event, channel: string, values: unknown[]) => {
    for (const value of values) event.sender.send(channel, value);
  });
  ipcMain.handle("load", (_event, url: string) =>
    window.loadURL(url).then(
      () => "loaded",
      (error: unknown) => String(error),
    ),
  );
  ipcMain.handle("copy", (_event, text: string) => clipboard.writeText(text));
  ipcMain.handle("bounds", (_event, bounds?: Electron.Rectangle) => {
    if (bounds) window.setBounds(bounds);
    return window.getBounds();
  });
  ipcMain.handle("missing", () => {
    const members: Record<string, () => unknown> = {
      "net.fetch": () => net.fetch("https://example.org"),
      "app.relaunch": () => app.relaunch(),
      "window.setKiosk": () => window.setKiosk(true),
    };
    return Object.entries(members).map(([name, use]) => {
      try {
        use();
        return `${name} is there`;
      } catch (error) {
        return String(error);
      }
    });
  });
  ipcMain.on("note", (_event, text: string) => tell("note", { text }));
}

/** What an app does outside its window, and what happens to it there. */
function goOutside(window: BrowserWindow): void {
  crashReporter.start({ uploadToServer: false });
  window.setProgressBar(0.5, { mode: "paused" });
  const notification = new Notification({ title: "Done", body: "All of it." });
  notification.on("click", () => tell("notification-clicked"));
  notification.show();
  const tray = new Tray(nativeImage.createFromPath("icon.png").resize({ width: 16 }));
  tray.on("click", () => tell("tray-clicked"));
  tray.setToolTip("Fixture");
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: "Busy", enabled: false },
      { type: "separator" },
      { label: "Pause", click: () => tell("paused") },
    ]),
  );
  powerMonitor.on("suspend", () => tell("suspend"));
  powerMonitor.on("resume", () => tell("resume"));
  powerMonitor.on("on-battery", () => tell("on-battery", { isOnBattery: powerMonitor.isOnBatteryPower() }));
  powerMonitor.on("on-ac", () => tell("on-ac", { isOnBattery: powerMonitor.isOnBatteryPower() }));
  app.on("open-url", (event, url) => {
    event.preventDefault();
    tell("open-url", { url });
  });
  app.on("browser-window-focus", () => tell("focus", { isFocused: window.isFocused() }));
  app.on("browser-window-blur", () => tell("blur", { isFocused: window.isFocused() }));
}

protocol.registerSchemesAsPrivileged([
  { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
const isFirst = app.requestSingleInstanceLock({ from: process.pid });
if (!isFirst) {
  tell("second");
  app.exit(0);
}
app.on("second-instance", (_event, argv, workingDirectory, data) =>
  tell("second-instance", { argv, workingDirectory, data }),
);
app.on("before-quit", () => tell("before-quit"));
app.on("will-quit", () => tell("will-quit"));
app.on("window-all-closed", () => {
  tell("window-all-closed");
  app.quit();
});
void app.whenReady().then(() => {
  tell("ready", { version: app.getVersion() });
  protocol.handle("app", (request) => {
    const { pathname } = new URL(request.url);
    if (!pathname.endsWith(".html")) return new Response(null, { status: 404 });
    return new Response(`<!doctype html><title>Fixture</title><h1>${pathname}</h1><textarea></textarea>`, {
      headers: { "content-type": "text/html", "x-fixture": "yes" },
    });
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: "File",
        submenu: [
          {
            label: "Greet",
            accelerator: "CommandOrControl+Shift+G",
            click: (_item, from) => tell("greeted", { from: from?.id }),
          },
          { role: "quit" },
        ],
      },
    ]),
  );
  const window = openWindow();
  answerIpc(window);
  if (process.env["FIXTURE_OUTSIDE"] === "1") goOutside(window);
});
