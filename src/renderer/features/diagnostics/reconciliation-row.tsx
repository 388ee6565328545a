import { describeFailure } from "../../../shared/failures.ts";
import type { ReconciliationRow } from "../../../shared/contract.ts";
import type { JobId, RepositoryId } from "../../../shared/ids.ts";
import type { Coverage } from "../../../shared/models.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { RECORDS_TEXTS, REPAIR_TEXTS } from "../../texts/diagnostics.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatClock, formatDateTime, formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { describeJob, describePhase, LEDGER_STATES, repairsOf } from "./describe-records.ts";
import styles from "./reconciliation-row.module.css";

/** A row without a word to add; those that disagree are higher, and measured. */
export const LEAST_ROW_HEIGHT_PX = 60;

interface ReconciliationCellsProps {
  row: ReconciliationRow;
  now: number;
  isRepairing: boolean;
  onRepair: (repositoryId: RepositoryId) => void;
  onTimeline: (jobId: JobId) => void;
}

/** All records of one repository side by side, with what disagrees and what would mend it. */
export function ReconciliationCells({
  row,
  now,
  isRepairing,
  onRepair,
  onTimeline,
}: ReconciliationCellsProps) {
  const name = revealControls(row.fullName);
  const reviews = row.coverage.find(({ stream }) => stream === "reviews");
  return (
    <div className={styles.row}>
      <div className={styles.name} role="rowheader" title={name}>
        <OutsideText text={row.fullName.slice(row.fullName.indexOf("/") + 1)} />
      </div>
      <StreamCell
        label={RECORDS_TEXTS.columns.pullRequests}
        stored={row.storedPullRequests}
        githubCount={row.githubPullRequests}
        ledger={row.coverage.find(({ stream }) => stream === "pull_requests")}
        now={now}
      />
      <StreamCell
        label={RECORDS_TEXTS.columns.reviews}
        stored={row.storedReviews}
        githubCount={reviews?.githubCount ?? null}
        ledger={reviews}
        now={now}
      />
      <div role="cell">
        <span className={styles.cellLabel}>{RECORDS_TEXTS.columns.checkpoint}</span>
        <p>{describePhase(row.phase)}</p>
      </div>
      <div role="cell">
        <span className={styles.cellLabel}>{RECORDS_TEXTS.columns.work}</span>
        <p className={styles.job}>
          {describeJob(row.jobState)}
          {row.jobId !== null && (
            <button
              type="button"
              className={styles.timeline}
              aria-label={RECORDS_TEXTS.timelineOf(name)}
              onClick={() => onTimeline(row.jobId!)}
            >
              {RECORDS_TEXTS.timeline}
            </button>
          )}
        </p>
        <p className={styles.quiet}>{row.hasLiveWorker ? RECORDS_TEXTS.atIt : RECORDS_TEXTS.noWorker}</p>
      </div>
      <Notes row={row} name={name} isRepairing={isRepairing} onRepair={onRepair} />
    </div>
  );
}

/** Rows counted afresh beside GitHub's count, and what the ledger makes of them. */
function StreamCell({
  label,
  stored,
  githubCount,
  ledger,
  now,
}: {
  label: string;
  stored: number;
  githubCount: number | null;
  ledger: Coverage | undefined;
  now: number;
}) {
  const state = LEDGER_STATES[ledger?.state ?? "not-yet-read"];
  const comparedAt = ledger?.asOf ? Date.parse(ledger.asOf) : null;
  return (
    <div role="cell">
      <span className={styles.cellLabel}>{label}</span>
      <p
        className={styles.counts}
        data-differs={(githubCount !== null && githubCount !== stored) || undefined}
      >
        {formatNumber(stored)}{" "}
        <span className={styles.quiet}>
          {githubCount === null ? RECORDS_TEXTS.notCounted : RECORDS_TEXTS.of(githubCount)}
        </span>
      </p>
      <p className={styles.ledger}>
        <Badge tone={state.tone} icon={state.icon}>
          {state.label}
        </Badge>
        {comparedAt !== null && (
          <time
            className={styles.quiet}
            dateTime={ledger?.asOf ?? undefined}
            title={RECORDS_TEXTS.compared(formatDateTime(comparedAt))}
          >
            {formatClock(comparedAt, now)}
          </time>
        )}
      </p>
    </div>
  );
}

/** What is wrong, in words, and the one button that mends it. Nothing where all is well. */
function Notes({
  row,
  name,
  isRepairing,
  onRepair,
}: Omit<ReconciliationCellsProps, "now" | "onTimeline"> & { name: string }) {
  const repairs = repairsOf(row);
  if (repairs.length === 0 && row.failure === null) return null;
  const failure = row.failure && describeFailure(row.failure);
  return (
    <div className={styles.notes} role="cell">
      <div className={styles.noteTexts}>
        {row.disagreements.length > 0 && (
          <ul aria-label={RECORDS_TEXTS.disagreements(name)}>
            {row.disagreements.map(({ kind, text }) => (
              <li key={`${kind} ${text}`} className={styles.disagreement}>
                <Icon name="alert" className={styles.mark} />
                {revealControls(text)}
              </li>
            ))}
          </ul>
        )}
        {failure && (
          <p className={styles.quiet}>
            <strong>{failure.title}.</strong> {failure.sentence}{" "}
            {row.failure?.link && <OutsideLink url={row.failure.link}>{RECORDS_TEXTS.authorize}</OutsideLink>}
          </p>
        )}
        {repairs.length > 0 && (
          <p className={styles.quiet}>
            {RECORDS_TEXTS.repairDoes(repairs.map((repair) => REPAIR_TEXTS[repair]).join("; "))}
          </p>
        )}
      </div>
      {repairs.length > 0 && (
        <Button
          size="small"
          icon="repair"
          isBusy={isRepairing}
          onClick={() => onRepair(row.repositoryId)}
          aria-label={RECORDS_TEXTS.repairOf(name)}
        >
          {RECORDS_TEXTS.repair}
        </Button>
      )}
    </div>
  );
}
