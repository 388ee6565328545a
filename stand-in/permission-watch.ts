/** The few things of a page that ask for a permission; a browser may lack any of them. */
interface AskingPage {
  readonly Notification?: Record<"requestPermission", AskingMethod>;
  readonly navigator: {
    readonly geolocation?: Record<"getCurrentPosition" | "watchPosition", AskingMethod>;
    readonly mediaDevices?: Record<"getUserMedia" | "getDisplayMedia", AskingMethod>;
    readonly clipboard?: Record<"read" | "readText", AskingMethod>;
  };
}

type AskingMethod = (...args: unknown[]) => unknown;

/**
 * Tells of every permission that the page asks for, by Electron's name for it, and lets it ask: Chromium denies all of
 * them, and says so to the page alone.
 *
 * The function is also sent to the page as text: it must not refer to anything outside itself.
 */
export function watchPermissions(tell: (permission: string) => void): void {
  const { Notification, navigator } = globalThis as unknown as AskingPage;
  const { geolocation, mediaDevices, clipboard } = navigator;

  function watch(owner: object | undefined, name: string, permission: string): void {
    if (owner === undefined) return;
    const methods = owner as Record<string, AskingMethod | undefined>;
    const ask = methods[name];
    if (ask === undefined) return;
    methods[name] = (...args) => {
      tell(permission);
      return ask.apply(owner, args);
    };
  }

  watch(Notification, "requestPermission", "notifications");
  watch(geolocation, "getCurrentPosition", "geolocation");
  watch(geolocation, "watchPosition", "geolocation");
  watch(mediaDevices, "getUserMedia", "media");
  watch(mediaDevices, "getDisplayMedia", "display-capture");
  watch(clipboard, "read", "clipboard-read");
  watch(clipboard, "readText", "clipboard-read");
}
