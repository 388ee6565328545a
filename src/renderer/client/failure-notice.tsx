import type { ReactNode } from "react";
import { describeFailure, type Failure } from "../../shared/failures.ts";
import { FAILURE_NOTICE_TEXTS as TEXTS } from "../texts/client.ts";
import { formatClock } from "../ui/format.ts";
import { Notice, type Tone } from "../ui/notice.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import { OutsideLink } from "./outside-link.tsx";
import styles from "./failure-notice.module.css";

interface FailureNoticeProps {
  failure: Failure;
  /** The one button that helps. */
  action?: ReactNode;
  tone?: Tone;
}

/** A failure as every screen shows it: what happened, what is safe, what to do, and what GitHub's support needs. */
export function FailureNotice({ failure, action, tone = "bad" }: FailureNoticeProps) {
  const text = describeFailure(failure);
  // A button that tries again is the action; that Onramp does so by itself holds for the sync only.
  const advice = action && text.policy === "retry" ? "" : text.action;
  return (
    <Notice tone={tone} title={text.title} action={action}>
      <p>
        {text.sentence} {advice}
        {failure.until !== undefined && TEXTS.until(formatClock(failure.until, Date.now()))}
      </p>
      {failure.link && (
        <p>
          <OutsideLink url={failure.link}>
            {failure.code === "auth/sso-required" ? TEXTS.authorize : TEXTS.openPage}
          </OutsideLink>
        </p>
      )}
      <p className={styles.detail}>
        {text.detail && (
          <>
            <OutsideText text={text.detail} />
            {" · "}
          </>
        )}
        <code>{failure.code}</code>
        {failure.requestId && TEXTS.request(failure.requestId)}
      </p>
    </Notice>
  );
}
