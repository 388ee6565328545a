import { memo } from "react";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress } from "../../../shared/models.ts";
import { describeFailure } from "../../../shared/failures.ts";
import { OutsideLink } from "../../client/outside-link.tsx";
import { ROW_TEXTS } from "../../texts/sync.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDuration } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { revealControls } from "../../ui/reveal-controls.ts";
import { TimeAgo } from "../../ui/time-ago.tsx";
import { describeWait } from "./describe-run.ts";
import { measureRepository } from "./measure-progress.ts";
import { REPOSITORY_STATES } from "./repository-states.ts";
import styles from "./repository-progress-row.module.css";

export const PROGRESS_ROW_HEIGHT_PX = 60;

interface RepositoryProgressRowProps {
  row: RepositoryProgress;
  now: number;
  /** The time too, for what is said to the minute. */
  minute: number;
  onRetry: (repositoryId: RepositoryId) => void;
  onOpenLog: (row: RepositoryProgress) => void;
}

/**
 * One repository in a run: its state, its counts, what went wrong and what can be done about it. Drawn again only when
 * something of it has changed, while eight times a second something of the run does.
 */
export const RepositoryProgressRow = memo(function RepositoryProgressRow(props: RepositoryProgressRowProps) {
  const { row, now, minute, onRetry, onOpenLog } = props;
  const state = REPOSITORY_STATES[row.state];
  const { finished, begun } = measureRepository(row);
  const name = revealControls(row.fullName);
  const canRetry = row.state === "failed" || row.state === "gaps";
  return (
    <div className={styles.row} data-state={row.state}>
      <span>
        <Badge tone={state.tone} icon={state.icon}>
          {state.label}
        </Badge>
      </span>
      <div className={styles.names}>
        <p className={styles.name} title={name}>
          <OutsideText text={nameWithoutOwner(row.fullName)} />
        </p>
        <p className={styles.sentence}>
          <Situation row={row} now={now} />
        </p>
      </div>
      <div className={styles.progress}>
        <ProgressBar
          label={ROW_TEXTS.progressOf(name)}
          valueText={`${state.label}, ${countText(row)}`}
          finished={finished}
          begun={begun}
          tone={row.state === "complete" ? "good" : row.state === "failed" ? "bad" : "accent"}
          size="small"
        />
        <p className={styles.counts}>
          <span>{countText(row)}</span>
          {row.lastEventAt !== null && (
            <TimeAgo at={row.lastEventAt} now={minute} describe={ROW_TEXTS.lastEvent} />
          )}
        </p>
      </div>
      <div className={styles.buttons}>
        {canRetry && (
          <Button
            size="small"
            icon="retry"
            onClick={() => onRetry(row.repositoryId)}
            aria-label={ROW_TEXTS.retryOf(name)}
          >
            {ROW_TEXTS.retry}
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          icon="log"
          onClick={() => onOpenLog(row)}
          aria-label={ROW_TEXTS.logOf(name)}
        >
          <span className={styles.buttonText}>{ROW_TEXTS.log}</span>
        </Button>
      </div>
    </div>
  );
});

/** The quiet second line: a failure and its remedy, a wait, or how much was read. */
function Situation({ row, now }: { row: RepositoryProgress; now: number }) {
  if (row.failure && row.state !== "complete") {
    const { title, sentence } = describeFailure(row.failure);
    const again =
      row.state === "retrying" && row.retryAt !== null
        ? ROW_TEXTS.nextAttempt(formatDuration(Math.max(0, row.retryAt - now)))
        : "";
    return (
      <span title={[sentence, row.failure.detail, row.failure.code].filter(Boolean).join("\n")}>
        <strong>{title}.</strong> {again || sentence}{" "}
        {row.failure.link && <OutsideLink url={row.failure.link}>{ROW_TEXTS.authorize}</OutsideLink>}
      </span>
    );
  }
  if (row.state === "waiting" && row.wait) return describeWait(row.wait, now);
  return row.pullRequests > 0 ? ROW_TEXTS.reviews(row.reviews) : "";
}

/** The owner is the same in every row. */
function nameWithoutOwner(fullName: string): string {
  return fullName.slice(fullName.indexOf("/") + 1);
}

function countText(row: RepositoryProgress): string {
  if (row.pullRequestsExpected === null)
    return row.pullRequests > 0 ? ROW_TEXTS.soFar(row.pullRequests) : ROW_TEXTS.notCounted;
  if (row.pullRequestsExpected === 0 && row.pullRequests === 0) return ROW_TEXTS.noPullRequests;
  return ROW_TEXTS.of(row.pullRequests, row.pullRequestsExpected);
}
