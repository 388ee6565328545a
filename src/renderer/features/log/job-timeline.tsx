import { useEffect, useMemo, useState } from "react";
import type { Failure } from "../../../shared/failures.ts";
import type { JobId } from "../../../shared/ids.ts";
import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { keepFresh } from "../../client/keep-fresh.ts";
import { TIMELINE_TEXTS } from "../../texts/log.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatDateTime, formatPreciseTime, formatStepDuration } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { readJobEntries } from "./read-job-entries.ts";
import { timelineOf, totalMsOf, type TimelineStep } from "./timeline.ts";
import styles from "./job-timeline.module.css";

/** A request of no time would not be seen. */
const LEAST_WIDTH_PERCENT = 0.4;

/** Entries are indexed once a second. */
const REST_MS = 1000;

/** What one job did, and goes on doing: each attempt, wait and request with its duration, against the time of all. */
export function JobTimeline({ jobId }: { jobId: JobId }) {
  const [entries, setEntries] = useState<IndexedLogEntry[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(
    () =>
      keepFresh({
        ask: () => readJobEntries(jobId),
        onAnswer: (answer) => {
          if (answer.ok) setEntries(answer.value);
          setFailure(answer.ok ? null : answer.failure);
        },
        isTouchedBy: ({ name }) => name === "run.changed",
        restMs: REST_MS,
      }).stop,
    [jobId],
  );

  const steps = useMemo(() => timelineOf(entries ?? []), [entries]);
  if (failure) return <FailureNotice failure={failure} />;
  if (entries === null)
    return (
      <div aria-busy="true" aria-label={TIMELINE_TEXTS.reading} role="group">
        <SkeletonRows count={10} rowHeightPx={30} />
      </div>
    );
  const [first] = steps;
  if (!first)
    return (
      <EmptyState icon="clock" title={TIMELINE_TEXTS.none}>
        {TIMELINE_TEXTS.noneWhy}
      </EmptyState>
    );
  const from = Math.min(...steps.map((step) => step.from));
  const to = Math.max(...steps.map((step) => step.to));
  return (
    <section className={styles.timeline} aria-label={TIMELINE_TEXTS.region}>
      <p className={styles.summary} data-testid="timeline-summary">
        {TIMELINE_TEXTS.summary(
          new Set(steps.flatMap((step) => (step.kind === "work" ? [step.attempt] : []))).size,
          steps.filter(({ kind }) => kind === "request").length,
          formatStepDuration(totalMsOf(steps, "wait")),
          formatStepDuration(to - from),
        )}
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={TIMELINE_TEXTS.region}>
        <table className={styles.table}>
          <thead>
            <tr>
              {Object.values(TIMELINE_TEXTS.columns).map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {steps.map((step, index) => (
              // Steps never change their place, and nothing else tells two requests of one moment apart.
              <StepRow
                key={`${index} ${step.from}`}
                step={step}
                from={from}
                spanMs={Math.max(1, to - from)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function StepRow({ step, from, spanMs }: { step: TimelineStep; from: number; spanMs: number }) {
  const start = ((step.from - from) / spanMs) * 100;
  const width = Math.max(LEAST_WIDTH_PERCENT, ((step.to - step.from) / spanMs) * 100);
  const code = "code" in step ? step.code : null;
  return (
    <tr data-kind={step.kind} data-failed={code !== null || undefined}>
      <th scope="row" className={styles.step}>
        <OutsideText text={describeStep(step)} />
        {code !== null && <code className={styles.code}>{code}</code>}
      </th>
      <td title={formatDateTime(step.from)}>{formatPreciseTime(step.from)}</td>
      <td>{step.kind === "note" ? "" : formatStepDuration(step.to - step.from)}</td>
      <td aria-label={TIMELINE_TEXTS.after(formatStepDuration(step.from - from))}>
        <div className={styles.track}>
          <div
            className={styles.bar}
            style={{ left: `${Math.min(start, 100 - width)}%`, width: `${width}%` }}
          />
        </div>
      </td>
    </tr>
  );
}

function describeStep(step: TimelineStep): string {
  switch (step.kind) {
    case "work": {
      const name = step.isFirst ? TIMELINE_TEXTS.attempt(step.attempt) : TIMELINE_TEXTS.slice;
      return `${name}: ${TIMELINE_TEXTS.endings[step.ending]}`;
    }
    case "wait":
      return TIMELINE_TEXTS.wait;
    case "request":
    case "note":
      return step.what;
  }
}
