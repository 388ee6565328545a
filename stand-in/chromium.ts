import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page, Route } from "playwright-core";
import { chromium } from "playwright-core";
import { app } from "./app.ts";
import { findBrowser } from "./find-browser.ts";
import { recordRefusal } from "./outside-log.ts";
import { toAppAddress } from "./scheme-address.ts";
import { serveAddress } from "./session.ts";
import { onShutdown } from "./shutdown.ts";
import { StandInError } from "./strict.ts";

const profilePrefix = "stand-in-profile-";
export const isHeadless = process.env["ONRAMP_HEADLESS"] === "1";

/** What a window's page lets the request handler ask. */
export interface NavigationGuard {
  /** Whether the main frame may go to `url`, the app's form of an address. */
  mayNavigate(url: string): boolean;
}

const guards = new WeakMap<Page, NavigationGuard>();
let launched: Promise<BrowserContext> | null = null;
let firstPage: Page | null = null;
let closing = false;
const onDeath: (() => void)[] = [];

const switches = [
  // The app's windows are all there is: no asking for permissions, no updates, no traffic of Chromium's own.
  "--deny-permission-prompts",
  "--disable-domain-reliability",
  "--disable-quic",
  "--no-pings",
  "--disable-translate",
  // Nothing resolves, whatever a page tries: the app's addresses are answered before the network.
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  // Closing the last window must not look like Chromium's death.
  "--keep-alive-for-test",
];

/** A profile directory left by a process that was killed is of no use to anyone. */
function removeStaleProfiles(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${profilePrefix}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isInteger(pid)) continue;
    try {
      process.kill(pid, 0);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ESRCH")
        rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function isOwnNavigation(route: Route): { page: Page } | null {
  const request = route.request();
  if (!request.isNavigationRequest()) return null;
  try {
    const frame = request.frame();
    return frame.parentFrame() === null ? { page: frame.page() } : null;
  } catch {
    // Playwright knows no frame yet for the first request of a page that is not ours.
    return null;
  }
}

async function answerRequest(route: Route): Promise<void> {
  const request = route.request();
  const url = toAppAddress(request.url());
  const navigation = isOwnNavigation(route);
  // "aborted" leaves the page where it is; any other reason would replace it by Chromium's error page.
  if (navigation && !guards.get(navigation.page)?.mayNavigate(url)) return route.abort("aborted");
  const response = await serveAddress(url, request.method(), request.postDataBuffer());
  if (response) return route.fulfill(response);
  recordRefusal("request", `${request.method()} ${url}`);
  return route.abort(navigation ? "aborted" : "blockedbyclient");
}

function writeEndpoint(file: string, profile: string): void {
  const port = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0];
  // Written beside and renamed, so that whoever waits for the file never reads half of it.
  writeFileSync(`${file}.new`, `http://127.0.0.1:${port}`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function launch(): Promise<BrowserContext> {
  const executablePath = findBrowser();
  if (!executablePath) throw new StandInError("No browser of the Chromium family is installed.");
  removeStaleProfiles();
  const profile = mkdtempSync(join(tmpdir(), `${profilePrefix}${process.pid}-`));
  const removeProfile = (): void =>
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.once("exit", removeProfile);
  const endpointFile = process.env["ONRAMP_STAND_IN_CDP_FILE"];
  const isRoot = process.getuid?.() === 0;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: isHeadless,
    // Chromium's own sandbox cannot start as root.
    chromiumSandbox: !isRoot,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: null,
    colorScheme: null,
    serviceWorkers: "block",
    acceptDownloads: false,
    ignoreDefaultArgs: ["--enable-automation"],
    args: [
      ...switches,
      ...(isHeadless ? [] : ["--app=about:blank"]),
      ...(endpointFile ? ["--remote-debugging-port=0"] : []),
    ],
  });
  context.on("close", () => {
    launched = null;
    if (!closing) for (const report of onDeath) report();
  });
  onShutdown(async () => {
    closing = true;
    await context.close();
    removeProfile();
  });
  await context.route("**/*", answerRequest);
  await context.routeWebSocket(/.*/, (socket) => {
    recordRefusal("request", `WebSocket ${socket.url()}`);
    return socket.close();
  });
  context.on("page", (page) => {
    if (!ownPages.has(page)) void closeStranger(page);
  });
  firstPage = context.pages()[0] ?? null;
  if (endpointFile) writeEndpoint(endpointFile, profile);
  return context;
}

const ownPages = new WeakSet<Page>();
let openingOwn = 0;

/** A page that no window opened, such as a popup: a window of the app is made by the app alone. */
async function closeStranger(page: Page): Promise<void> {
  if (openingOwn > 0 && (await page.opener()) === null) return;
  await page.close();
}

/** Starts Chromium unless it runs; rejects with a plain sentence when it cannot. */
function openChromium(): Promise<BrowserContext> {
  launched ??= launch().catch((cause: unknown) => {
    console.error(
      `[stand-in] Chromium did not start: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    app.exit(1);
    throw cause;
  });
  return launched;
}

/** `report` is called when Chromium ends without having been asked to. */
export function onChromiumDeath(report: () => void): void {
  onDeath.push(report);
}

/** A fresh page for a window, with nothing loaded. Its main frame goes only where `guard` allows. */
export async function openPage(guard: NavigationGuard): Promise<Page> {
  const context = await openChromium();
  let page = firstPage;
  firstPage = null;
  if (!page || page.isClosed()) {
    openingOwn++;
    try {
      page = await context.newPage();
    } finally {
      openingOwn--;
    }
  }
  ownPages.add(page);
  guards.set(page, guard);
  return page;
}
