import { useCallback, useEffect, useState } from "react";
import type { AccountId, OrganizationId, RepositoryId, RunId } from "../../../shared/ids.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { RepositoryProgress } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { DEGRADED_TEXTS, RUN_ACTION_TEXTS, SYNC_TEXTS } from "../../texts/sync.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { NextSyncLine } from "./next-sync-line.tsx";
import { PROGRESS_ROW_HEIGHT_PX } from "./repository-progress-row.tsx";
import { RepositoryProgressList } from "./repository-progress-list.tsx";
import { RunButtons } from "./run-buttons.tsx";
import { useRunStore } from "./run-store.ts";
import { RunSummary } from "./run-summary.tsx";
import styles from "./sync-screen.module.css";

interface SyncScreenProps {
  organizationId: OrganizationId | null;
  onChoose: () => void;
  onSignInAgain: (accountId: AccountId) => void;
  onDiagnose: () => void;
  onInsights: () => void;
  onOpenLog: (runId: RunId, repository: { id: RepositoryId; name: string } | null) => void;
}

/** How the sync of an organization goes. */
export function SyncScreen(props: SyncScreenProps) {
  const { organizationId, onChoose } = props;
  const { projection, open, askAgain } = useRunStore();
  const [commandFailure, setCommandFailure] = useState<Failure | null>(null);

  useEffect(() => (organizationId === null ? undefined : open(organizationId)), [open, organizationId]);

  // The same function for as long as the run is the same, or every row would be drawn with every change.
  const runId = projection.kind === "known" ? projection.run.runId : null;
  const { onOpenLog } = props;
  const openLog = useCallback(
    ({ repositoryId, fullName }: RepositoryProgress) => {
      if (runId !== null) onOpenLog(runId, { id: repositoryId, name: fullName });
    },
    [onOpenLog, runId],
  );

  const chooseButton = (
    <Button look="primary" onClick={onChoose}>
      {SYNC_TEXTS.chooseRepositories}
    </Button>
  );
  if (organizationId === null || projection.kind === "none")
    return (
      <EmptyState icon="sync" title={SYNC_TEXTS.nothingYet} isWholeScreen action={chooseButton}>
        {SYNC_TEXTS.nothingYetText}
      </EmptyState>
    );
  if (projection.kind === "failed")
    return (
      <div className={styles.screen}>
        <h1 tabIndex={-1}>{SYNC_TEXTS.title}</h1>
        <FailureNotice
          failure={projection.failure}
          action={
            <Button icon="retry" onClick={askAgain}>
              {SYNC_TEXTS.tryAgain}
            </Button>
          }
        />
      </div>
    );
  if (projection.kind === "asked")
    return (
      <div className={styles.screen} aria-busy="true">
        <h1 tabIndex={-1}>{SYNC_TEXTS.title}</h1>
        <SkeletonRows count={7} rowHeightPx={PROGRESS_ROW_HEIGHT_PX} />
      </div>
    );

  const { run, rows } = projection;
  const showRunLog = (): void => props.onOpenLog(run.runId, null);
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>
          {SYNC_TEXTS.titleOf}
          <OutsideText text={run.organizationLogin} />
        </h1>
        <div className={styles.headerButtons}>
          <NextSyncLine />
          <RunButtons
            run={run}
            onChoose={onChoose}
            onSignInAgain={props.onSignInAgain}
            onFailure={setCommandFailure}
          />
        </div>
      </header>
      {commandFailure && <FailureNotice failure={commandFailure} />}
      {run.degraded && (
        <Notice
          tone="caution"
          icon="slow"
          title={DEGRADED_TEXTS.title}
          action={
            <Button icon="log" onClick={showRunLog}>
              {RUN_ACTION_TEXTS.showLog}
            </Button>
          }
        >
          <p>{DEGRADED_TEXTS.text}</p>
        </Notice>
      )}
      {run.state !== "failed" && run.failure && run.endedAt !== null && run.state !== "cancelled" && (
        <FailureNotice failure={run.failure} tone="caution" />
      )}
      <RunSummary
        run={run}
        rows={rows}
        onInsights={props.onInsights}
        onShowLog={showRunLog}
        onDiagnose={props.onDiagnose}
      />
      {run.members?.failure && <FailureNotice failure={run.members.failure} tone="caution" />}
      <RepositoryProgressList run={run} rows={rows} onDiagnose={props.onDiagnose} onOpenLog={openLog} />
    </div>
  );
}
