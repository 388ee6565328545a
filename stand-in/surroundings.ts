import type { PageState } from "./preload-world.ts";
import { StrictEmitter } from "./strict.ts";

/*
 * What only a page can see. Until the first one has told, the theme is light and the one display is the smallest
 * that is still common, so that a window placed on it is on the screen anywhere.
 */

let dark = false;
let workArea: PageState["workArea"] = { x: 0, y: 0, width: 1366, height: 768 };

class NativeTheme extends StrictEmitter {
  get shouldUseDarkColors(): boolean {
    return dark;
  }

  /** Read only: the page follows the system. */
  get themeSource(): "system" {
    return "system";
  }
}

interface Display {
  readonly id: number;
  readonly bounds: PageState["workArea"];
  readonly workArea: PageState["workArea"];
}

class Screen extends StrictEmitter {
  getPrimaryDisplay(): Display {
    return { id: 1, bounds: workArea, workArea };
  }

  getAllDisplays(): Display[] {
    return [this.getPrimaryDisplay()];
  }
}

export const nativeTheme = new NativeTheme();
export const screen = new Screen();

export function noteSurroundings(seen: Pick<PageState, "dark" | "workArea">): void {
  ({ workArea } = seen);
  if (seen.dark === dark) return;
  ({ dark } = seen);
  nativeTheme.emit("updated");
}
