import type { Page } from "playwright-core";
import type { Bridge } from "../../src/shared/bridge.ts";

/* What is measured inside the page, by the browser itself: paints, long tasks, frames, and what crosses the bridge. */

/** What the page keeps between the beginning and the end of a measurement. */
interface ProbeState {
  longTasksMs: number[];
  framesMs: number[];
  messages: number;
  bytes: number;
  stop: () => void;
}

declare global {
  // The benchmark's own name in the page that it measures.
  var onrampProbe: ProbeState | undefined;
}

/** What happened in the page while it was watched. */
export interface Watched {
  /** Tasks of the main thread over 50 ms, by the browser's `longtask` entries. */
  longTasksMs: number[];
  /** Time from each frame to the next. */
  framesMs: number[];
  /** Events that crossed the bridge, and their size as JSON. */
  messages: number;
  bytes: number;
  durationMs: number;
}

/** Watches the page while something is done, or for as long as that takes. */
export async function watchPage(page: Page, act: () => Promise<void>): Promise<Watched> {
  await page.evaluate(() => {
    const state: ProbeState = { longTasksMs: [], framesMs: [], messages: 0, bytes: 0, stop: () => undefined };
    const observer = new PerformanceObserver((list) =>
      state.longTasksMs.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: "longtask" });
    let frame = 0;
    let before = performance.now();
    const onFrame = (now: number): void => {
      state.framesMs.push(now - before);
      before = now;
      frame = requestAnimationFrame(onFrame);
    };
    frame = requestAnimationFrame(onFrame);
    const bridge = (globalThis as unknown as { onramp?: Bridge }).onramp;
    const unsubscribe = bridge?.subscribe((event) => {
      state.messages += 1;
      state.bytes += JSON.stringify(event).length;
    });
    state.stop = () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      unsubscribe?.();
    };
    globalThis.onrampProbe = state;
  });
  const startedAt = performance.now();
  await act();
  const durationMs = performance.now() - startedAt;
  const seen = await page.evaluate(() => {
    const { stop, ...rest } = globalThis.onrampProbe!;
    stop();
    return JSON.parse(JSON.stringify(rest)) as Omit<ProbeState, "stop">;
  });
  return { ...seen, durationMs };
}

/**
 * Does something, and measures until the next paint at which the page shows a `selector` that holds `text`, all within the page:
 * from the click or the input that it makes to the frame after the change.
 */
export async function actUntil(
  page: Page,
  act: () => Promise<void>,
  selector: string,
  text = "",
): Promise<number> {
  const shown = await page.evaluateHandle(
    ([wanted, words]) => {
      const isShown = (): boolean =>
        [...document.querySelectorAll(wanted)].some((element) => element.textContent?.includes(words));
      const paint = Promise.withResolvers<number>();
      let clickedAt = Number.NaN;
      for (const type of ["click", "input"])
        addEventListener(type, () => (clickedAt = performance.now()), { once: true, capture: true });
      const look = (): void => {
        if (Number.isNaN(clickedAt) || !isShown()) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => paint.resolve(performance.now() - clickedAt)));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      setTimeout(() => paint.reject(new Error(`nothing shows ${wanted}`)), 30_000);
      return { paint: paint.promise };
    },
    [selector, text] as const,
  );
  await act();
  return shown.evaluate(({ paint }) => paint);
}

/** Types a letter, and measures from the key to the paint after it, and until the rows have followed. */
export async function typeLetter(page: Page, key: string): Promise<{ paintMs: number; rowsMs: number }> {
  const seen = await page.evaluateHandle(() => {
    const paint = Promise.withResolvers<number>();
    const rows = Promise.withResolvers<number>();
    // With the count of what matches: it changes with every letter that changes anything.
    const panel = document.querySelector("main section")!;
    setTimeout(() => rows.resolve(0), 2_000);
    addEventListener(
      "keydown",
      ({ timeStamp }) => {
        const after = (resolve: (ms: number) => void): void => {
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
        };
        addEventListener("input", () => after(paint.resolve), { once: true });
        const observer = new MutationObserver(() => {
          observer.disconnect();
          after(rows.resolve);
        });
        observer.observe(panel, { subtree: true, childList: true, characterData: true });
      },
      { once: true, capture: true },
    );
    return { paint: paint.promise, rows: rows.promise };
  });
  await page.keyboard.press(key);
  const [paintMs, rowsMs] = await Promise.all([
    seen.evaluate(({ paint }) => paint),
    seen.evaluate(({ rows }) => rows),
  ]);
  return { paintMs, rowsMs };
}

/** When the largest thing of the first screen was painted, in epoch milliseconds. */
export function largestPaintAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          if (last) resolve(performance.timeOrigin + last.startTime);
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
}
