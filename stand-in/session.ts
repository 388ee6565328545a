import { app } from "./app.ts";
import { StandInError, StrictEmitter, strictModule } from "./strict.ts";

/** Answers a request for one address of the app's scheme, as `protocol.handle` of Electron 25 and later. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

interface HeadersReceived {
  readonly url: string;
  readonly responseHeaders: Record<string, string[]>;
}
type HeadersListener = (
  details: HeadersReceived,
  callback: (answer: { cancel?: boolean; responseHeaders?: Record<string, string | string[]> }) => void,
) => void;
type RequestListener = (
  details: { url: string; method: string },
  callback: (answer: { cancel?: boolean }) => void,
) => void;
type PermissionRequest = (
  webContents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
) => void;
type PermissionCheck = (webContents: unknown, permission: string) => boolean;

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

let beforeRequest: RequestListener | null = null;
let headersReceived: HeadersListener | null = null;

/** `onX(listener)` or `onX(filter, listener)`; filters are not applied, since only the app's own addresses are served. */
function listenerOf<T>(filterOrListener: unknown, listener?: T | null): T | null {
  return listener === undefined ? ((filterOrListener as T | undefined) ?? null) : listener;
}

class Session extends StrictEmitter {
  readonly protocol = protocol;
  readonly webRequest = strictModule("session.webRequest", {
    onBeforeRequest(filter: unknown, listener?: RequestListener | null): void {
      beforeRequest = listenerOf<RequestListener>(filter, listener);
    },
    onHeadersReceived(filter: unknown, listener?: HeadersListener | null): void {
      headersReceived = listenerOf<HeadersListener>(filter, listener);
    },
  });

  /** Kept for the app's sake only: every permission that would ask the person is denied by browser.ts's switches. */
  setPermissionRequestHandler(_handler: PermissionRequest | null): void {}
  setPermissionCheckHandler(_handler: PermissionCheck | null): void {}
  setDevicePermissionHandler(_handler: unknown): void {}
  setDisplayMediaRequestHandler(_handler: unknown): void {}
  setSpellCheckerEnabled(_enabled: boolean): void {}

  resolveProxy(_url: string): Promise<string> {
    return Promise.resolve("DIRECT");
  }

  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }

  clearCache(): Promise<void> {
    return Promise.resolve();
  }
}

const defaultSession = new Session();
export const session = strictModule("session", { defaultSession });
export type { Session };

function isCancelled(url: string, method: string): Promise<boolean> {
  const listener = beforeRequest;
  if (!listener) return Promise.resolve(false);
  return new Promise((resolve) => listener({ url, method }, (answer) => resolve(answer.cancel === true)));
}

function withListenedHeaders(
  url: string,
  headers: Record<string, string>,
): Promise<Record<string, string> | null> {
  const listener = headersReceived;
  if (!listener) return Promise.resolve(headers);
  const responseHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return new Promise((resolve) =>
    listener({ url, responseHeaders }, (answer) => {
      const changed = Object.entries(answer.responseHeaders ?? responseHeaders);
      resolve(
        answer.cancel
          ? null
          : Object.fromEntries(changed.map(([name, value]) => [name, [value].flat().join(", ")])),
      );
    }),
  );
}

export interface ServedResponse {
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
  if (!handler || (await isCancelled(url, method))) return null;
  const hasBody = body !== null && method !== "GET" && method !== "HEAD";
  const response = await handler(
    new Request(url, { method, ...(hasBody ? { body: new Uint8Array(body) } : {}) }),
  );
  const headers = await withListenedHeaders(url, Object.fromEntries(response.headers));
  return headers && { status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) };
}
