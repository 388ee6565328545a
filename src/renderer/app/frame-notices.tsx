import type { ReactNode } from "react";
import type { AppState } from "../../shared/contract.ts";
import { describeFailure } from "../../shared/failures.ts";
import type { AccountId } from "../../shared/ids.ts";
import { describeRecovery } from "../../shared/recovery.ts";
import type { UnexpectedEnd } from "../../shared/models.ts";
import type { LogPlace } from "../features/log/log-scope.ts";
import { expiresSoonAt } from "../features/connect/token-expiry.ts";
import { NOTICE_TEXTS } from "../texts/app.ts";
import { Button } from "../ui/button.tsx";
import { formatDateTime, formatRelative } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import { revealControls } from "../ui/reveal-controls.ts";
import { useNow } from "../ui/use-now.ts";
import { useDismissals } from "./dismissals.ts";
import type { ScreenKind } from "./screen.ts";
import { UnexpectedEndNotice } from "./unexpected-end-notice.tsx";
import styles from "./frame-notices.module.css";

interface FrameNoticesProps {
  state: AppState;
  current: ScreenKind;
  onSignInAgain: (accountId: AccountId) => void;
  onShowLog: (around: LogPlace | null) => void;
}

/** What must not be missed on any screen. Connect says itself what is about accounts, and Sync what is about its run. */
export function FrameNotices({ state, current, onSignInAgain, onShowLog }: FrameNoticesProps) {
  const now = useNow(60_000);
  const { dismissed, dismiss } = useDismissals();
  const notices: ReactNode[] = [];

  const { run, recovery, unexpectedEnd } = state;
  const endName = `unexpected-end-${unexpectedEnd?.lastSeenAt}`;
  if (unexpectedEnd && !dismissed.includes(endName)) {
    notices.push(
      <UnexpectedEndNotice
        key={endName}
        end={unexpectedEnd}
        now={now}
        onShowLog={() => onShowLog(placeOf(unexpectedEnd))}
        onDismiss={() => dismiss(endName)}
      />,
    );
  }

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
            <DismissButton label={NOTICE_TEXTS.dismissDatabase} onClick={() => dismiss(recoveryName)} />
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
        title={NOTICE_TEXTS.syncWaits(describeFailure(failure).title, revealControls(run.organizationLogin))}
        action={<Button onClick={() => onSignInAgain(accountId)}>{NOTICE_TEXTS.signInAgain}</Button>}
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
        title={NOTICE_TEXTS.tokenEnds(formatRelative(endsAt, now))}
        action={
          <>
            <Button onClick={() => onSignInAgain(account.id)}>{NOTICE_TEXTS.signInWithNewToken}</Button>
            <DismissButton label={NOTICE_TEXTS.dismissToken} onClick={() => dismiss(name)} />
          </>
        }
      >
        <p>
          {NOTICE_TEXTS.tokenOf}
          <OutsideText text={account.login} />
          {NOTICE_TEXTS.tokenOn}
          <OutsideText text={account.host} />
          {NOTICE_TEXTS.tokenUntil(formatDateTime(endsAt))}
        </p>
      </Notice>,
    );
  }

  if (notices.length === 0) return null;
  return (
    <aside className={styles.notices} aria-label={NOTICE_TEXTS.notices}>
      {notices}
    </aside>
  );
}

function placeOf({ logEnd, lastSeenAt }: UnexpectedEnd): LogPlace | null {
  return logEnd === null ? null : { sequence: logEnd, at: lastSeenAt };
}

function DismissButton({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button look="quiet" icon="cross" aria-label={label} onClick={onClick} />;
}
