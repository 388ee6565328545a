import { chooseInMenu, listMenu, type ApplicationMenu } from "./menu.ts";
import { recordOutside, sayInTerminal } from "./outside-log.ts";
import { onRemote } from "./remote.ts";
import { StandInError, StrictEmitter, strictModule } from "./strict.ts";

/** A picture that nobody sees: it knows its size only. */
interface Picture {
  readonly isOf: string;
  resize(size: { width?: number; height?: number }): Picture;
}

const createPicture = (isOf: string): Picture =>
  strictModule("nativeImage", { isOf, resize: () => createPicture(isOf) });

export const nativeImage = strictModule("nativeImage", { createFromPath: createPicture });

const trays = new Set<Tray>();

/** An icon beside the clock, where there is none to see: its content is recorded, and it is clicked by remote control. */
export class Tray extends StrictEmitter {
  #toolTip = "";
  #menu: ApplicationMenu | null = null;

  constructor(_image: Picture) {
    super();
    trays.add(this);
    sayInTerminal("The app has an icon beside the clock, which cannot be shown here.");
  }

  setToolTip(toolTip: string): void {
    this.#toolTip = toolTip;
  }

  setContextMenu(menu: ApplicationMenu | null): void {
    this.#menu = menu;
    recordOutside("tray", { toolTip: this.#toolTip, items: menu ? listMenu(menu) : [] });
  }

  choose(label: string): void {
    if (!this.#menu || !chooseInMenu(this.#menu, label)) {
      throw new StandInError(`The tray's menu has no item "${label}".`);
    }
  }

  destroy(): void {
    trays.delete(this);
    recordOutside("tray", { toolTip: null, items: [] });
  }
}

function onlyTray(): Tray {
  const [tray] = trays;
  if (!tray) throw new StandInError("There is no icon beside the clock.");
  return tray;
}

onRemote("click-tray", () => onlyTray().emit("click", {}));
onRemote("choose-in-tray", ({ label }) => onlyTray().choose(String(label)));
