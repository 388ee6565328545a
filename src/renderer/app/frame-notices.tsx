import type { ReactNode } from "react";
import type { AppState } from "../../shared/contract.ts";
import { describeFailure } from "../../shared/failures.ts";
import type { AccountId } from "../../shared/ids.ts";
import { describeRecovery } from "../../shared/recovery.ts";
import { expiresSoonAt } from "../features/connect/token-expiry.ts";
import { Button } from "../ui/button.tsx";
import { formatRelative } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import { revealControls } from "../ui/reveal-controls.ts";
import { useNow } from "../ui/use-now.ts";
import { useDismissals } from "./dismissals.ts";
import type { ScreenKind } from "./screen.ts";
import styles from "./frame-notices.module.css";

interface FrameNoticesProps {
  state: AppState;
  current: ScreenKind;
  onSignInAgain: (accountId: AccountId) => void;
}

/** What must not be missed on any screen. Connect says itself what is about accounts, and Sync what is about its run. */
export function FrameNotices({ state, current, onSignInAgain }: FrameNoticesProps) {
  const now = useNow(60_000);
  const { dismissed, dismiss } = useDismissals();
  const notices: ReactNode[] = [];

  const { run, recovery } = state;
  const recoveryName = `recovery-${recovery?.at}`;
  if (recovery && !dismissed.includes(recoveryName)) {
    const { title, text } = describeRecovery(recovery);
    notices.push(
      <Notice
        key={recoveryName}
        tone={recovery.kind === "repaired" ? "info" : "caution"}
        title={title}
        action={
          recovery.kind !== "under-way" && (
            <DismissButton what="the notice about the database" onClick={() => dismiss(recoveryName)} />
          )
        }
      >
        <p>{revealControls(text)}</p>
      </Notice>,
    );
  }

  const isAboutRun = current === "sync" || current === "connect";
  if (run?.wait?.kind === "sign-in" && run.endedAt === null && !isAboutRun) {
    const { accountId, failure } = run.wait;
    notices.push(
      <Notice
        key="sign-in"
        tone="caution"
        icon="key"
        title={`${describeFailure(failure).title}: the sync of ${revealControls(run.organizationLogin)} waits`}
        action={<Button onClick={() => onSignInAgain(accountId)}>Sign in again</Button>}
      >
        <p>{describeFailure(failure).sentence}</p>
      </Notice>,
    );
  }

  for (const account of current === "connect" ? [] : state.accounts) {
    const endsAt = expiresSoonAt(account, now);
    const name = `token-ends-${account.id}-${endsAt}`;
    if (endsAt === null || dismissed.includes(name)) continue;
    notices.push(
      <Notice
        key={name}
        tone="neutral"
        icon="clock"
        title={`A token ends ${formatRelative(endsAt, now)}`}
        action={
          <>
            <Button onClick={() => onSignInAgain(account.id)}>Sign in with a new token</Button>
            <DismissButton what="the notice about the token" onClick={() => dismiss(name)} />
          </>
        }
      >
        <p>
          It is that of <OutsideText text={account.login} /> on <OutsideText text={account.host} />. Until
          then nothing changes.
        </p>
      </Notice>,
    );
  }

  if (notices.length === 0) return null;
  return (
    <aside className={styles.notices} aria-label="Notices">
      {notices}
    </aside>
  );
}

function DismissButton({ what, onClick }: { what: string; onClick: () => void }) {
  return <Button look="quiet" icon="cross" aria-label={`Dismiss ${what}`} onClick={onClick} />;
}
