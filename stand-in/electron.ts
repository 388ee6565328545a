/*
 * What `electron` resolves to. A name that is not exported here stops the import with an error that says it; a
 * member that one of these modules lacks throws when it is used (see strict.ts).
 */

import { app } from "./app.ts";
import { startChromiumEarly } from "./chromium.ts";

export { app };
export { BrowserWindow } from "./browser-window.ts";
export { clipboard } from "./clipboard.ts";
export { crashReporter } from "./crash-reporter.ts";
export { ipcMain } from "./ipc-main.ts";
export { net, powerMonitor } from "./machine.ts";
export { Menu } from "./menu.ts";
export { Notification } from "./notification.ts";
export { dialog, shell } from "./outside.ts";
export { protocol, session } from "./session.ts";
export { nativeTheme, screen } from "./surroundings.ts";
export { nativeImage, Tray } from "./tray.ts";

// While the app opens its database, Chromium can already start. An app that is not the only one has left by then.
void app.whenReady().then(startChromiumEarly);
