import { useEffect } from "react";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { STALL_TEXTS, SUMMARY_TEXTS } from "../../texts/sync.ts";
import { announce } from "../../ui/announcer.tsx";
import {
  formatMeasuredDuration,
  formatDurationRange,
  formatNumber,
  formatRate,
  formatShare,
} from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { useNow } from "../../ui/use-now.ts";
import { describeRun } from "./describe-run.ts";
import { measureRun, paceOf } from "./measure-progress.ts";
import { RateLimitMeter } from "./rate-limit-meter.tsx";
import { RunRemedy } from "./run-remedy.tsx";
import styles from "./run-summary.module.css";

interface RunSummaryProps {
  run: RunProgress;
  rows: ReadonlyMap<RepositoryId, RepositoryProgress>;
  onInsights: () => void;
  onShowLog: () => void;
  onDiagnose: () => void;
}

const BAR_TONES = { neutral: "idle", info: "accent", good: "good", caution: "caution", bad: "bad" } as const;

/** The run as a whole: its state in words, what is verified, what is left. */
export function RunSummary({ run, rows, ...ways }: RunSummaryProps) {
  const now = useNow(1000);
  const description = describeRun(run, rows.values(), now);
  const measure = measureRun(run, rows.values());
  const pace = paceOf(run);
  const { headline } = description;
  const spokenState = run.state === "stalled" ? STALL_TEXTS.stalled : headline;

  useEffect(() => announce(spokenState), [spokenState]);

  return (
    <section
      className={styles.summary}
      aria-label={SUMMARY_TEXTS.region}
      data-state={run.state}
      data-tone={description.tone}
    >
      <div className={styles.top}>
        <span className={styles.mark} data-tone={description.tone}>
          <Icon
            name={description.icon}
            className={description.icon === "running" ? styles.turning : undefined}
          />
        </span>
        <div className={styles.words}>
          <h2 data-testid="run-state">{headline}</h2>
          <p>{revealControls(description.sentence)}</p>
          {description.code && <code className={styles.code}>{description.code}</code>}
        </div>
        <div className={styles.remedy}>
          <RunRemedy run={run} {...ways} />
        </div>
      </div>

      <div className={styles.progress}>
        <ProgressBar
          label={SUMMARY_TEXTS.progress}
          valueText={`${headline}. ${progressText(run)}`}
          finished={measure.verified}
          begun={measure.stored}
          tone={run.state === "stalled" ? "caution" : BAR_TONES[description.tone]}
        />
        <p className={styles.progressText}>
          <span data-testid="progress-text">{progressText(run)}</span>
          <span>
            {measure.isKnown ? SUMMARY_TEXTS.verified(formatShare(measure.verified)) : unknownText(run)}
          </span>
        </p>
      </div>

      <dl className={styles.facts}>
        <Fact
          label={SUMMARY_TEXTS.complete}
          value={
            run.repositories === 0
              ? SUMMARY_TEXTS.none
              : SUMMARY_TEXTS.completeOf(run.counts.complete, run.repositories)
          }
          note={SUMMARY_TEXTS.repositories}
        />
        <Fact label={SUMMARY_TEXTS.reviews} value={formatNumber(run.reviews)} />
        <Fact
          label={SUMMARY_TEXTS.members}
          value={run.members ? formatNumber(run.members.members) : SUMMARY_TEXTS.none}
        />
        {run.endedAt === null ? (
          <>
            <Fact
              label={SUMMARY_TEXTS.rate}
              value={pace === null ? SUMMARY_TEXTS.none : formatRate(pace.rowsPerSecond)}
              note={SUMMARY_TEXTS.pullRequests}
            />
            <Fact
              label={SUMMARY_TEXTS.timeLeft}
              value={!pace?.remainingMs ? SUMMARY_TEXTS.none : formatDurationRange(pace.remainingMs)}
            />
          </>
        ) : (
          <>
            <Fact
              label={SUMMARY_TEXTS.firstInsight}
              value={
                run.firstInsightMs === null ? SUMMARY_TEXTS.none : formatMeasuredDuration(run.firstInsightMs)
              }
            />
            <Fact label={SUMMARY_TEXTS.took} value={formatMeasuredDuration(run.endedAt - run.startedAt)} />
          </>
        )}
        <Fact
          label={SUMMARY_TEXTS.requests}
          value={formatNumber(run.requests)}
          note={SUMMARY_TEXTS.points(run.points)}
        />
      </dl>
      <RateLimitMeter run={run} now={now} />
    </section>
  );
}

/** Before a repository is listed nothing is known of what is stored, which may be a lot from syncs before. */
function progressText(run: RunProgress): string {
  if (run.repositories === 0)
    return run.endedAt === null ? SUMMARY_TEXTS.noneListedYet : SUMMARY_TEXTS.noneListed;
  return SUMMARY_TEXTS.stored(run.pullRequests, run.pullRequestsExpected);
}

/** Once a run has ended, nothing is being counted any more. */
function unknownText(run: RunProgress): string {
  return run.endedAt === null ? SUMMARY_TEXTS.counting : SUMMARY_TEXTS.notCounted;
}

function Fact({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={styles.value}>{value}</dd>
      {note && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
