import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, CDPSession, Page, Request as PageRequest, Route } from "playwright-core";
import { app } from "./app.ts";
import { findBrowser } from "./find-browser.ts";
import { recordRefusal, sayInTerminal } from "./outside-log.ts";
import { makeProfile, removeProfile } from "./profile.ts";
import { toAppAddress } from "./scheme-address.ts";
import { serveAddress, tellRequest } from "./session.ts";
import { onShutdown } from "./shutdown.ts";
import { StandInError } from "./strict.ts";

/** What Chromium asks and tells the window that has a page. */
export interface PageOwner {
  /** Whether the main frame may go to `url`, in the app's form of an address. */
  mayNavigate(url: string): boolean;
  /** The person has closed the page's window. */
  closed(): void;
  /** The page's process (`crashed`), or all of Chromium (`killed`), ended without having been asked to. */
  gone(reason: "crashed" | "killed"): void;
}

/** A page of Chromium in a window of its own, with the protocol session that drives it. */
export interface OpenPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Also the id of the page's main frame. */
  readonly targetId: string;
  readonly windowId: number;
  /** Closes it without telling its owner, and Chromium with the last one. */
  close(): Promise<void>;
}

interface Chromium {
  openPage(owner: PageOwner): Promise<OpenPage>;
  close(): Promise<void>;
}

const isHeadless = process.env["ONRAMP_HEADLESS"] === "1";

const switches = [
  // The app's windows are all there is: no asking for permissions, no traffic of Chromium's own.
  "--deny-permission-prompts",
  "--disable-domain-reliability",
  "--disable-quic",
  "--no-pings",
  // Nothing resolves, whatever a page tries, WebSockets included: the app's addresses are answered before the network.
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  // Or Chromium shows a bar in each window that warns of the switches above.
  "--test-type",
  // A window without tabs and address bar, also where nobody sees it: Chromium spends more on them than on starting.
  // It takes no about: address here.
  "--app=data:text/html,",
];

/** Closing what has just been closed by the person, or has died, is no failure. */
function ignoreGonePage(): void {}

/** The page whose main frame a request would move, or null. */
function navigatedPage(request: PageRequest): Page | null {
  const frame = request.frame();
  return request.isNavigationRequest() && frame.parentFrame() === null ? frame.page() : null;
}

function writeEndpoint(file: string, profile: string): void {
  const port = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n")[0];
  // Written beside and renamed, so that whoever waits for the file never reads half of it.
  writeFileSync(`${file}.new`, `http://127.0.0.1:${port}`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function launchContext(executablePath: string, profile: string): Promise<BrowserContext> {
  const { chromium } = await import("playwright-core");
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: isHeadless,
    // Chromium's own sandbox cannot start as root.
    chromiumSandbox: process.getuid?.() !== 0,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: null,
    colorScheme: null,
    serviceWorkers: "block",
    acceptDownloads: false,
    ignoreDefaultArgs: ["--enable-automation", "--disable-popup-blocking"],
    args: process.env["ONRAMP_STAND_IN_CDP_FILE"] ? [...switches, "--remote-debugging-port=0"] : switches,
  });
}

async function launch(onEnd: () => void): Promise<Chromium> {
  const executablePath = findBrowser();
  if (!executablePath) throw new StandInError("No browser of the Chromium family is installed.");
  const profile = makeProfile();
  const context = await launchContext(executablePath, profile);
  process.once("exit", () => removeProfile(profile));
  /** The app's pages by the id of their target. */
  const owners = new Map<string, { page: Page; owner: PageOwner }>();
  let firstPage = context.pages()[0];
  let isClosing = false;

  const ownerOf = (page: Page): PageOwner | undefined =>
    [...owners.values()].find((entry) => entry.page === page)?.owner;

  async function answerRequest(route: Route): Promise<void> {
    const request = route.request();
    const url = toAppAddress(request.url());
    let page: Page | null;
    try {
      page = navigatedPage(request);
    } catch {
      // Playwright knows no frame yet for the first request of a new window, which the app has not opened.
      return route.abort("aborted");
    }
    // "aborted" leaves the page where it is; any other reason would replace it by Chromium's error page.
    if (page && !ownerOf(page)?.mayNavigate(url)) return route.abort("aborted");
    const method = request.method();
    const response = await serveAddress(url, method, request.postDataBuffer()).catch((cause: unknown) => {
      sayInTerminal(`The app failed to answer ${method} ${url}: ${String(cause)}`);
      return null;
    });
    if (response) return route.fulfill(response);
    tellRequest(url);
    recordRefusal("request", `${method} ${url}`);
    return route.abort("blockedbyclient");
  }

  async function close(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    onEnd();
    ending = context.close();
    await ending;
    removeProfile(profile);
  }

  /** Forgets a page; Chromium ends with its last one, whatever the platform's habit is. */
  async function dropPage(targetId: string): Promise<void> {
    const entry = owners.get(targetId);
    owners.delete(targetId);
    if (owners.size === 0) await close();
    else await entry?.page.close().catch(ignoreGonePage);
  }

  async function openPage(owner: PageOwner): Promise<OpenPage> {
    const page = firstPage ?? (await context.newPage());
    firstPage = undefined;
    const cdp = await context.newCDPSession(page);
    const [{ targetInfo }, { windowId }] = await Promise.all([
      cdp.send("Target.getTargetInfo"),
      cdp.send("Browser.getWindowForTarget"),
    ]);
    const { targetId } = targetInfo;
    owners.set(targetId, { page, owner });
    page.on("crash", () => {
      void dropPage(targetId);
      owner.gone("crashed");
    });
    return { page, cdp, targetId, windowId, close: () => dropPage(targetId) };
  }

  context.on("close", () => {
    if (isClosing) return;
    isClosing = true;
    onEnd();
    removeProfile(profile);
    for (const { owner } of owners.values()) owner.gone("killed");
  });
  // Playwright's own "close" of a page also comes when Chromium dies; a destroyed target was closed.
  const targets = await context.browser()!.newBrowserCDPSession();
  targets.on("Target.targetDestroyed", ({ targetId }) => {
    const owner = owners.get(targetId)?.owner;
    if (!owner) return;
    void dropPage(targetId);
    owner.closed();
  });
  // Playwright tells of a new window only once it has loaded something, and here it never does.
  targets.on("Target.targetCreated", ({ targetInfo: { targetId, type, openerId } }) => {
    if (type === "page" && openerId !== undefined)
      targets.send("Target.closeTarget", { targetId }).catch(ignoreGonePage);
  });
  await Promise.all([
    targets.send("Target.setDiscoverTargets", { discover: true }),
    context.route("**/*", (route) => answerRequest(route).catch(ignoreGonePage)),
  ]);
  const endpointFile = process.env["ONRAMP_STAND_IN_CDP_FILE"];
  if (endpointFile) writeEndpoint(endpointFile, profile);
  return { openPage, close };
}

let running: Promise<Chromium> | null = null;
/** Until the Chromium that was last closed is gone. */
let ending: Promise<void> = Promise.resolve();

onShutdown(async () => {
  await running?.then(
    (chromium) => chromium.close(),
    () => {},
  );
  await ending;
});

function runChromium(): Promise<Chromium> {
  running ??= launch(() => (running = null)).catch((cause: unknown) => {
    sayInTerminal(`Chromium did not start: ${cause instanceof Error ? cause.message : String(cause)}`);
    app.exit(1);
    throw cause;
  });
  return running;
}

/** Starts Chromium before a window wants it. If it does not start, the app ends. */
export function startChromiumEarly(): void {
  runChromium().catch(() => {});
}

/** A fresh page for a window, with nothing loaded. Starts Chromium unless it runs. */
export async function openPage(owner: PageOwner): Promise<OpenPage> {
  const chromium = await runChromium();
  return chromium.openPage(owner);
}
