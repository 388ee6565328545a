import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Protocol } from "electron";

const SCHEME = "app";
const HOST = "onramp";

/** The page of the app's window. */
export const APP_PAGE = `${SCHEME}://${HOST}/index.html`;

/** Whether an address is the app's own. */
export function isAppAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST;
}

/** Whether an address is that of the page itself, wherever in it. */
export function isAppPage(address: string): boolean {
  return isAppAddress(address) && ["/", "/index.html"].includes(new URL(address).pathname);
}

/**
 * Everything comes from the app's own files, and nothing else runs, loads or is sent anywhere: what the window
 * knows it gets through the bridge.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // Without it, workers may be whatever scripts may be.
  "worker-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const MEDIA_TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

/** Makes `app://` a secure origin of its own. Electron wants this before it is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers the window's requests with the files of `folder`. */
export function serveApp(protocol: Protocol, folder: string): void {
  protocol.handle(SCHEME, (request) => answerAppRequest(folder, request));
}

/** The answer to one request: a file of `folder` with the security policy, or 403, 404 or 405 without a body. */
export async function answerAppRequest(folder: string, request: Request): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
  const file = findAppFile(folder, request.url);
  if (file === null) return new Response(null, { status: 403 });
  const content = await readFile(file).catch(() => null);
  if (content === null) return new Response(null, { status: 404 });
  return new Response(request.method === "HEAD" ? null : content, {
    headers: {
      "content-type": MEDIA_TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    },
  });
}

/** The file within `folder` that an address means; null for another host and for anything outside the folder. */
function findAppFile(folder: string, address: string): string | null {
  if (!isAppAddress(address)) return null;
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    const file = normalize(join(folder, path === "/" ? "index.html" : path));
    return !path.includes("\0") && file.startsWith(normalize(folder) + sep) ? file : null;
  } catch {
    // A "%" that encodes nothing.
    return null;
  }
}
