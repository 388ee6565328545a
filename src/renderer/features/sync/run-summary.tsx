import { useEffect } from "react";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import {
  formatCount,
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
import { measureRun } from "./measure-progress.ts";
import styles from "./run-summary.module.css";

interface RunSummaryProps {
  run: RunProgress;
  rows: ReadonlyMap<RepositoryId, RepositoryProgress>;
  onInsights: () => void;
}

const BAR_TONES = { neutral: "idle", info: "accent", good: "good", caution: "caution", bad: "bad" } as const;

/** The run as a whole: its state in words, what is verified, what is left. */
export function RunSummary({ run, rows, onInsights }: RunSummaryProps) {
  const now = useNow(1000);
  const description = describeRun(run, rows.values(), now);
  const measure = measureRun(run, rows.values());
  const { headline } = description;
  const spokenState = run.state === "stalled" ? "Stalled" : headline;

  useEffect(() => announce(spokenState), [spokenState]);

  return (
    <section className={styles.summary} aria-label="The run as a whole" data-state={run.state}>
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
        </div>
        {run.firstInsightMs !== null && (
          <Button look="quiet" icon="insights" onClick={onInsights}>
            See the insights
          </Button>
        )}
      </div>

      <div className={styles.progress}>
        <ProgressBar
          label="Sync progress"
          valueText={`${headline}. ${progressText(run)}`}
          finished={measure.verified}
          begun={measure.stored}
          tone={BAR_TONES[description.tone]}
        />
        <p className={styles.progressText}>
          <span data-testid="progress-text">{progressText(run)}</span>
          <span>{measure.isKnown ? `${formatShare(measure.verified)} verified` : "Counting…"}</span>
        </p>
      </div>

      <dl className={styles.facts}>
        <Fact
          label="Complete"
          value={`${formatNumber(run.counts.complete)} of ${formatNumber(run.repositories)}`}
          note="repositories"
        />
        <Fact label="Reviews" value={formatNumber(run.reviews)} />
        <Fact label="Members" value={run.members ? formatNumber(run.members.members) : "–"} />
        {run.endedAt === null ? (
          <>
            <Fact
              label="Rate"
              value={run.rowsPerSecond === null ? "–" : formatRate(run.rowsPerSecond)}
              note="pull requests"
            />
            <Fact
              label="Time left"
              value={run.remainingMs === null ? "–" : formatDurationRange(run.remainingMs)}
            />
          </>
        ) : (
          <>
            <Fact
              label="First insight"
              value={run.firstInsightMs === null ? "–" : formatMeasuredDuration(run.firstInsightMs)}
            />
            <Fact label="Took" value={formatMeasuredDuration(run.endedAt - run.startedAt)} />
          </>
        )}
        <Fact
          label="Requests"
          value={formatNumber(run.requests)}
          note={`${formatCount(run.points, "point", "points")}${run.pointsRemaining === null ? "" : `, ${formatNumber(run.pointsRemaining)} left`}`}
        />
      </dl>
    </section>
  );
}

function progressText(run: RunProgress): string {
  const expected = run.pullRequestsExpected > 0 ? ` of ${formatNumber(run.pullRequestsExpected)}` : "";
  return `${formatNumber(run.pullRequests)}${expected} pull requests stored`;
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
