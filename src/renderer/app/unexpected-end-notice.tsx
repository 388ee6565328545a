import { useEffect, useState } from "react";
import type { IndexedLogEntry } from "../../shared/log-entry.ts";
import type { UnexpectedEnd } from "../../shared/models.ts";
import { call } from "../client/bridge.ts";
import { UNEXPECTED_END as TEXTS } from "../texts/unexpected-end.ts";
import { Button } from "../ui/button.tsx";
import { formatPreciseTime } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import styles from "./unexpected-end-notice.module.css";

/** What the last moments were about; the log has the rest. */
const SHOWN_ENTRIES = 3;

interface UnexpectedEndNoticeProps {
  end: UnexpectedEnd;
  now: number;
  onShowLog: () => void;
  onDismiss: () => void;
}

/** That Onramp did not end as it should, and what it did last. */
export function UnexpectedEndNotice({ end, now, onShowLog, onDismiss }: UnexpectedEndNoticeProps) {
  const { logEnd } = end;
  const [entries, setEntries] = useState<readonly IndexedLogEntry[]>([]);

  useEffect(() => {
    if (logEnd === null) return;
    void call("logs.search", { before: logEnd, limit: SHOWN_ENTRIES }).then((answer) => {
      if (answer.ok) setEntries(answer.value.entries);
    });
  }, [logEnd]);

  return (
    <Notice
      tone="caution"
      title={TEXTS.title(end.lastSeenAt, now)}
      action={
        <>
          <Button onClick={onShowLog}>{TEXTS.showLog}</Button>
          <Button look="quiet" icon="cross" aria-label={TEXTS.dismiss} onClick={onDismiss} />
        </>
      }
    >
      <p>{TEXTS.sentence}</p>
      {entries.length > 0 && (
        <ol className={styles.entries} aria-label={TEXTS.lastEntries}>
          {entries.map(({ sequence, at, message }) => (
            <li key={sequence}>
              <time dateTime={new Date(at).toISOString()}>{formatPreciseTime(at)}</time>{" "}
              <OutsideText text={message} />
            </li>
          ))}
        </ol>
      )}
    </Notice>
  );
}
