import { describeFailure } from "../../../shared/failures.ts";
import type { ReconciliationRow } from "../../../shared/contract.ts";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { Coverage } from "../../../shared/models.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatClock, formatDateTime, formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { describeJob, describePhase, LEDGER_STATES, REPAIR_TEXTS, repairsOf } from "./describe-records.ts";
import styles from "./reconciliation-row.module.css";

/** A row without a word to add; those that disagree are higher, and measured. */
export const LEAST_ROW_HEIGHT_PX = 60;

interface ReconciliationCellsProps {
  row: ReconciliationRow;
  now: number;
  isRepairing: boolean;
  onRepair: (repositoryId: RepositoryId) => void;
}

/** All records of one repository side by side, with what disagrees and what would mend it. */
export function ReconciliationCells({ row, now, isRepairing, onRepair }: ReconciliationCellsProps) {
  const name = revealControls(row.fullName);
  const reviews = row.coverage.find(({ stream }) => stream === "reviews");
  return (
    <div className={styles.row}>
      <div className={styles.name} role="rowheader" title={name}>
        <OutsideText text={row.fullName.slice(row.fullName.indexOf("/") + 1)} />
      </div>
      <StreamCell
        label="Pull requests"
        stored={row.storedPullRequests}
        githubCount={row.githubPullRequests}
        ledger={row.coverage.find(({ stream }) => stream === "pull_requests")}
        now={now}
      />
      <StreamCell
        label="Reviews"
        stored={row.storedReviews}
        githubCount={reviews?.githubCount ?? null}
        ledger={reviews}
        now={now}
      />
      <div role="cell">
        <span className={styles.cellLabel}>Checkpoint</span>
        <p>{describePhase(row.phase)}</p>
      </div>
      <div role="cell">
        <span className={styles.cellLabel}>Job and worker</span>
        <p>{describeJob(row.jobState)}</p>
        <p className={styles.quiet}>{row.hasLiveWorker ? "A worker is at it" : "No worker"}</p>
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
          {githubCount === null ? "stored, not counted" : `of ${formatNumber(githubCount)}`}
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
            title={`Compared with GitHub ${formatDateTime(comparedAt)}`}
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
}: Omit<ReconciliationCellsProps, "now"> & { name: string }) {
  const repairs = repairsOf(row);
  if (repairs.length === 0 && row.failure === null) return null;
  const failure = row.failure && describeFailure(row.failure);
  return (
    <div className={styles.notes} role="cell">
      <div className={styles.noteTexts}>
        {row.disagreements.length > 0 && (
          <ul aria-label={`Disagreements of ${name}`}>
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
            {row.failure?.link && <OutsideLink url={row.failure.link}>Authorize on GitHub</OutsideLink>}
          </p>
        )}
        {repairs.length > 0 && (
          <p className={styles.quiet}>Repair {repairs.map((repair) => REPAIR_TEXTS[repair]).join("; ")}.</p>
        )}
      </div>
      {repairs.length > 0 && (
        <Button
          size="small"
          icon="repair"
          isBusy={isRepairing}
          onClick={() => onRepair(row.repositoryId)}
          aria-label={`Repair ${name}`}
        >
          Repair
        </Button>
      )}
    </div>
  );
}
