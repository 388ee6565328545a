import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { median } from "../report/figures.ts";
import type { Sample } from "../sample.ts";
import { scrollFor } from "./blank-page.ts";
import { connect, openWindow, showScreen, signIn } from "./open-window.ts";
import { actUntil, largestPaintAt, typeLetter, watchPage, type Watched } from "./probes.ts";

/** Far more than anything here should take; a hang ends the benchmark. */
const LONGEST_MS = 120_000;

/** From the start of the app's process to its painted first screen, the browser's start included. */
export async function measureStart(): Promise<number> {
  const window = await openWindow();
  try {
    return (await largestPaintAt(window.page)) - window.startedAt;
  } finally {
    await window.close();
  }
}

export interface ChooseFigures {
  /** One page of the list, asked for by itself. */
  pageMs: number;
  firstRowsMs: number;
  /** The same for a list that nothing was asked of before the click. */
  coldRowsMs: number;
  typed: { paintMs: number; rowsMs: number }[];
  scrolled: Watched;
}

/** Nobody sees something and clicks sooner. */
const REACTION_MS = 250;

/** Opens the list of repositories, types in its filter, and scrolls it. */
export async function measureChoose(sample: Sample, scrollMs: number): Promise<ChooseFigures> {
  const coldRowsMs = await withWindow(async (page) => {
    await connect(page, sample.access);
    return actUntil(page, clickOn(page, navigationButton("Choose")), '[role="option"]');
  });
  return withWindow(async (page) => {
    const pageMs = await timeOnePage(sample);
    await signIn(page, sample.access);
    await pause(REACTION_MS);
    const firstRowsMs = await actUntil(page, clickOn(page, CHOOSE_BUTTON), '[role="option"]');
    await page.getByText("10,000 repositories", { exact: true }).waitFor({ timeout: LONGEST_MS });
    const typed = [];
    await page.getByLabel("Filter repositories").focus();
    for (const key of ["s", "e", "r", "Backspace", "Backspace", "Backspace"])
      typed.push(await typeLetter(page, key));
    await page.getByRole("option").first().hover();
    const scrolled = await watchPage(page, () =>
      scrollFor(scrollMs, (deltaY) => page.mouse.wheel(0, deltaY)),
    );
    return { pageMs, firstRowsMs, coldRowsMs, typed, scrolled };
  });
}

/** Syncs everything and watches the sync screen. */
export async function measureSync(sample: Sample, watchMs: number): Promise<Watched> {
  return withWindow(async (page) => {
    await connect(page, sample.access);
    await showScreen(page, "Choose");
    await page.getByText("10,000 repositories", { exact: true }).waitFor({ timeout: LONGEST_MS });
    await page.getByRole("checkbox", { name: "Select all" }).click();
    await page.getByRole("button", { name: "Review the plan…" }).click();
    await page.getByRole("button", { name: "Start sync", disabled: false }).click({ timeout: LONGEST_MS });
    await page.getByRole("button", { name: "All 10,000" }).waitFor({ timeout: LONGEST_MS });
    return watchPage(page, () => pause(watchMs));
  });
}

/** How soon each screen says that something is under way while every answer of GitHub takes its time. */
export async function measureFeedback(sample: Sample): Promise<{ what: string; ms: number }[]> {
  return withWindow(async (page) => {
    const seen: { what: string; ms: number }[] = [];
    const note = async (what: string, button: string, selector: string, text = ""): Promise<void> => {
      seen.push({ what, ms: await actUntil(page, clickOn(page, button), selector, text) });
    };
    await page.getByRole("button", { name: "Connect GitHub" }).click();
    await page.getByLabel("Host").fill(sample.access.apiUrl);
    const token = page.getByLabel("Personal access token");
    const checking = 'main button:has-text("Checking with GitHub")';
    const typeToken = (): Promise<void> => token.fill(sample.access.token);
    seen.push({
      what: "Connect: the token is being checked",
      ms: await actUntil(page, typeToken, "main button", "Checking with GitHub"),
    });
    await page.locator(checking).waitFor({ state: "detached", timeout: LONGEST_MS });
    await connect(page, sample.access);
    await note("Choose: the list is being read", navigationButton("Choose"), '[data-testid="skeleton"]');
    await page.getByText("46 repositories", { exact: true }).waitFor({ timeout: LONGEST_MS });
    await note(
      "Choose: GitHub counts for the plan",
      '[role="checkbox"]',
      '[data-testid="plan"][aria-busy=true]',
    );
    await note(
      "Choose: the list is read anew",
      'main header button:has-text("Refresh")',
      "main [aria-busy=true]",
    );
    await page.getByRole("button", { name: "Review the plan…" }).click();
    await page.getByRole("button", { name: "Start sync", disabled: false }).click({ timeout: LONGEST_MS });
    await page.getByTestId("run-state").waitFor();
    await note("Sync: pausing", 'main button:has-text("Pause")', "main button[aria-busy=true]");
    for (const screen of ["Insights", "Log", "Diagnostics", "Sync"])
      await note(`${screen}: opening`, navigationButton(screen), "nav [aria-current]", screen);
    return seen;
  });
}

const CHOOSE_BUTTON = 'main button:has-text("Choose repositories")';

const clickOn = (page: Page, button: string) => (): Promise<void> => page.locator(button).first().click();

const navigationButton = (name: string): string => `nav button:has-text("${name}")`;

async function withWindow<Figures>(measure: (page: Page) => Promise<Figures>): Promise<Figures> {
  const window = await openWindow();
  try {
    return await measure(window.page);
  } finally {
    await window.close();
  }
}

async function timeOnePage({ access }: Sample): Promise<number> {
  const { apiUrl, organization, token } = access;
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const startedAt = performance.now();
    const answer = await fetch(`${apiUrl}/orgs/${organization}/repos?per_page=100`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await answer.text();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}
