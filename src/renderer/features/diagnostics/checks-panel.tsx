import { useEffect } from "react";
import { CHECK_NAMES, describeFinding, type Finding, type FindingState } from "../../../shared/checks.ts";
import { CHECKS_TEXTS } from "../../texts/diagnostics.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatClock, formatDateTime } from "../../ui/format.ts";
import type { IconName } from "../../ui/icon.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useChecksStore } from "./checks-store.ts";
import styles from "./checks-panel.module.css";

const LOOKS: Record<FindingState, { tone: Tone; icon: IconName }> = {
  good: { tone: "good", icon: "check" },
  caution: { tone: "caution", icon: "alert" },
  bad: { tone: "bad", icon: "alert" },
};

/** What Onramp rests on, from the keychain to GitHub. Made when the screen opens, and again when the person asks. */
export function ChecksPanel() {
  const { findings, running, checkedAt, run } = useChecksStore();
  const now = useNow(60_000);
  const isRunning = running.size > 0;
  const hasRun = checkedAt !== null;

  useEffect(() => {
    if (!hasRun) run();
  }, [hasRun, run]);

  return (
    <section className={styles.panel} aria-label={CHECKS_TEXTS.title}>
      <header className={styles.header}>
        <h2>{CHECKS_TEXTS.title}</h2>
        <p
          className={styles.quiet}
          role="status"
          data-testid="checks-summary"
          title={checkedAt === null ? undefined : formatDateTime(checkedAt)}
        >
          {isRunning
            ? CHECKS_TEXTS.running(CHECK_NAMES.length - running.size, CHECK_NAMES.length)
            : summaryOf(
                Object.values(findings).flat(),
                checkedAt === null ? null : formatClock(checkedAt, now),
              )}
        </p>
        <Button size="small" icon="retry" isBusy={isRunning} onClick={run}>
          {CHECKS_TEXTS.runAgain}
        </Button>
      </header>
      <ul className={styles.checks}>
        {CHECK_NAMES.map((check) => (
          <li key={check} className={styles.check} aria-busy={running.has(check)}>
            {findings[check]?.map((finding) => (
              <FindingLines key={JSON.stringify(finding)} finding={finding} isOld={running.has(check)} />
            )) ?? (
              <div className={styles.finding}>
                <Badge tone="neutral" icon="running">
                  {CHECKS_TEXTS.names[check]}
                </Badge>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function summaryOf(findings: readonly Finding[], checkedAt: string | null): string {
  if (checkedAt === null) return "";
  const states = findings.map((finding) => describeFinding(finding).state);
  const bad = states.filter((state) => state === "bad").length;
  const caution = states.filter((state) => state === "caution").length;
  return CHECKS_TEXTS.summary({ bad, caution, checkedAt });
}

function FindingLines({ finding, isOld }: { finding: Finding; isOld: boolean }) {
  const { title, state, sentence, action } = describeFinding(finding);
  const { tone, icon } = LOOKS[state];
  return (
    <div className={styles.finding} data-old={isOld || undefined}>
      <Badge tone={tone} icon={isOld ? "running" : icon}>
        {title}
      </Badge>
      <p className={styles.sentence}>
        <OutsideText text={sentence} />
      </p>
      {action !== null && <p className={styles.quiet}>{action}</p>}
      {"failure" in finding && (
        <p className={styles.code}>
          <code>{finding.failure.code}</code>
          {finding.failure.detail && (
            <>
              {" · "}
              <OutsideText text={finding.failure.detail} />
            </>
          )}
        </p>
      )}
    </div>
  );
}
