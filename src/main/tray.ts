import { Menu, nativeImage, Tray } from "electron";
import { TRAY_TEXTS, type TrayContent } from "./tray-menu.ts";

export interface TrayActions {
  open(): void;
  pauseOrResume(): void;
  quit(): void;
}

/** What the menu bar of a Mac and the notification areas of the others have room for, in points. */
const ICON_SIZE = process.platform === "darwin" ? 18 : 22;

/** An icon beside the clock that is made when it is first wanted; the returned function changes it, or takes it away. */
export function createTray(iconFile: string, actions: TrayActions): (content: TrayContent | null) => void {
  let tray: Tray | null = null;
  return (content) => {
    if (content === null) {
      tray?.destroy();
      tray = null;
      return;
    }
    if (tray === null) {
      const icon = nativeImage.createFromPath(iconFile).resize({ width: ICON_SIZE, height: ICON_SIZE });
      tray = new Tray(icon);
      tray.on("click", actions.open);
    }
    tray.setToolTip(`Onramp · ${content.headline}`);
    // Linux shows a menu as it was when it was set.
    tray.setContextMenu(menuOf(content, actions));
  };
}

function menuOf({ headline, action }: TrayContent, { open, pauseOrResume, quit }: TrayActions): Menu {
  return Menu.buildFromTemplate([
    { label: headline, enabled: false },
    { type: "separator" },
    { label: TRAY_TEXTS.open, click: open },
    ...(action === null ? [] : [{ label: TRAY_TEXTS[action], click: pauseOrResume }]),
    { type: "separator" },
    { label: TRAY_TEXTS.quit, click: quit },
  ]);
}
