import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import { useAppStore } from "../client/app-state.ts";
import { FailureNotice } from "../client/failure-notice.tsx";
import { Announcer } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Frame } from "./frame.tsx";
import styles from "./app.module.css";

/** The window: its state is asked for once, and every screen is shown only when that is known. */
export function App() {
  const { app, open, askAgain } = useAppStore();

  useEffect(() => open(), [open]);

  return (
    <ErrorBoundary>
      <CSPProvider disableStyleElements>
        {app.kind === "known" && <Frame state={app.state} />}
        {app.kind === "loading" && (
          <p className={styles.starting} role="status">
            Starting…
          </p>
        )}
        {app.kind === "failed" && (
          <main className={styles.failed}>
            <h1>Onramp could not start</h1>
            <FailureNotice
              failure={app.failure}
              action={
                <Button icon="retry" onClick={askAgain}>
                  Try again
                </Button>
              }
            />
          </main>
        )}
        <Announcer />
      </CSPProvider>
    </ErrorBoundary>
  );
}
