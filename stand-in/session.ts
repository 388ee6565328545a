import { app } from "./app.ts";
import { StandInError, StrictEmitter, strictModule } from "./strict.ts";

/** Answers a request for one address of the app's scheme, as Electron's `protocol.handle` wants it. */
type SchemeHandler = (request: Request) => Response | Promise<Response>;

const privileged = new Set<string>();
const handlers = new Map<string, SchemeHandler>();

/** Schemes that a page may be loaded from: those with a handler. */
export function handledSchemes(): Iterable<string> {
  return handlers.keys();
}

export const protocol = strictModule("protocol", {
  registerSchemesAsPrivileged(schemes: { scheme: string }[]): void {
    if (app.isReady())
      throw new StandInError("protocol.registerSchemesAsPrivileged must be called before the app is ready.");
    for (const { scheme } of schemes) privileged.add(scheme);
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (handlers.has(scheme)) throw new StandInError(`The scheme ${scheme} already has a handler.`);
    if (!privileged.has(scheme))
      throw new StandInError(`The scheme ${scheme} was not registered as privileged.`);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    handlers.delete(scheme);
  },
  isProtocolHandled(scheme: string): boolean {
    return handlers.has(scheme);
  },
});

type PermissionHandler = (contents: object, permission: string, answer: (isGranted: boolean) => void) => void;

type RequestListener = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void;

let requestListener: RequestListener | null = null;

class Session extends StrictEmitter {
  readonly protocol = protocol;
  readonly webRequest = strictModule("session.webRequest", {
    /** The filter goes unread: the app's own addresses are answered before, and no other is let through. */
    onBeforeRequest(_filter: { urls: string[] }, listener: RequestListener): void {
      requestListener = listener;
    },
  });
  /** The profile is new at each start, and goes with its Chromium. */
  async clearData(): Promise<void> {}

  #permissionHandler: PermissionHandler | null = null;

  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.#permissionHandler = handler;
  }

  // Never asked: chromium.ts has Chromium deny everything.
  setPermissionCheckHandler(_handler: unknown): void {}

  /** What the app says to a page that asks. Chromium has denied it all the same. */
  grantsPermission(contents: object, permission: string): boolean {
    // As in Electron, an app without a rule grants everything.
    let isGranted = this.#permissionHandler === null;
    this.#permissionHandler?.(contents, permission, (answer) => (isGranted = answer));
    return isGranted;
  }
}

export const session = strictModule("session", { defaultSession: new Session() });

/** Lets the app hear of a request that is about to be refused, whatever it says to it. */
export function tellRequest(url: string): void {
  requestListener?.({ url }, () => {
    // It is refused anyway.
  });
}

interface ServedResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** The app's own answer for one of its addresses, or null when nothing of the app serves it. */
export async function serveAddress(
  url: string,
  method: string,
  body: Buffer | null,
): Promise<ServedResponse | null> {
  const handler = handlers.get(url.slice(0, url.indexOf(":")));
  if (!handler) return null;
  const hasBody = body !== null && method !== "GET" && method !== "HEAD";
  const response = await handler(
    new Request(url, { method, ...(hasBody ? { body: new Uint8Array(body) } : {}) }),
  );
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}
