import { Notification } from "electron";

/** Notifications that are on the screen: one that nobody holds is collected, and its click is lost. */
const shown = new Set<Notification>();

/** Shows a notification of the system, where it has such. */
export function notify({ title, body }: { title: string; body: string }, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  shown.add(notification);
  const forget = (): void => {
    shown.delete(notification);
  };
  notification.on("click", () => {
    forget();
    onClick();
  });
  notification.on("close", forget);
  notification.on("failed", forget);
  notification.show();
}
