import { recordOutside, sayInTerminal } from "./outside-log.ts";
import { onRemote } from "./remote.ts";
import { StandInError, StrictEmitter } from "./strict.ts";

/** Those on the screen, oldest first. */
const shown = new Set<Notification>();

/** Shown in the terminal, and clicked by remote control only (`remote.ts`). */
export class Notification extends StrictEmitter {
  readonly title: string;
  readonly body: string;

  constructor({ title = "", body = "" }: { title?: string; body?: string } = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    recordOutside("notification", { title: this.title, body: this.body });
    sayInTerminal(`${this.title}: ${this.body}`);
    shown.add(this);
    this.emit("show");
  }

  close(): void {
    shown.delete(this);
    this.emit("close");
  }
}

onRemote("click-notification", ({ title }) => {
  const notification = [...shown].findLast((it) => it.title === title);
  if (!notification) throw new StandInError(`No notification says: ${String(title)}`);
  shown.delete(notification);
  notification.emit("click", {});
});
