import type { App } from "electron";
import { failureOf } from "../shared/failures.ts";
import { failureLines } from "./failure-dialog.ts";

/** The longest that quitting may take; a sync that cannot be stopped in time resumes at the next start all the same. */
const LONGEST_MS = 3_000;

/** Has `close` done before the app ends, and ends it in any case. */
export function closeBeforeQuit(app: App, close: () => Promise<void>): void {
  let isClosing = false;
  app.on("before-quit", () => {
    setTimeout(() => app.exit(0), LONGEST_MS);
  });
  app.on("will-quit", (event) => {
    if (isClosing) return;
    isClosing = true;
    event.preventDefault();
    void close().then(
      () => app.exit(0),
      (error: unknown) => {
        process.stderr.write(failureLines(failureOf(error)));
        app.exit(1);
      },
    );
  });
}
