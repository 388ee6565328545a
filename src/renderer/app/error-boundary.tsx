import { Component, type ReactNode } from "react";
import { failureOf, type Failure } from "../../shared/failures.ts";
import { FailureNotice } from "../client/failure-notice.tsx";
import { APP_TEXTS } from "../texts/app.ts";
import { Button } from "../ui/button.tsx";
import styles from "./app.module.css";

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** Shows a fault in the window as what it is. The sync runs elsewhere and goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null };

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: failureOf(error) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return (
      <div className={styles.failed}>
        <h1>{APP_TEXTS.screenBroke}</h1>
        <FailureNotice
          failure={failure}
          action={
            <Button icon="retry" onClick={() => this.setState({ failure: null })}>
              {APP_TEXTS.showItAgain}
            </Button>
          }
        />
        <p>{APP_TEXTS.syncGoesOn}</p>
      </div>
    );
  }
}
