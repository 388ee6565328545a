import { CSPProvider } from "@base-ui/react/csp-provider";
import { useEffect } from "react";
import { useAppStore } from "../client/app-state.ts";
import { FailureNotice } from "../client/failure-notice.tsx";
import { APP_TEXTS } from "../texts/app.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { Toasts } from "../ui/toast.tsx";
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
            {APP_TEXTS.starting}
          </p>
        )}
        {app.kind === "failed" && (
          <main className={styles.failed}>
            <h1>{APP_TEXTS.couldNotStart}</h1>
            <FailureNotice
              failure={app.failure}
              action={
                <Button icon="retry" onClick={askAgain}>
                  {APP_TEXTS.tryAgain}
                </Button>
              }
            />
          </main>
        )}
        <Announcer />
        <Toasts />
      </CSPProvider>
    </ErrorBoundary>
  );
}
