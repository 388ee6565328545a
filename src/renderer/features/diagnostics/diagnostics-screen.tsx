import { useEffect, useState, type ReactNode } from "react";
import type { JobId, OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { useCommand } from "../../client/use-command.ts";
import { DIAGNOSTICS_TEXTS } from "../../texts/diagnostics.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { describeRepaired, hasBegun } from "./describe-records.ts";
import { useDiagnosticsStore } from "./diagnostics-store.ts";
import { ReconciliationList } from "./reconciliation-list.tsx";
import { LEAST_ROW_HEIGHT_PX } from "./reconciliation-row.tsx";
import { RepairAllDialog } from "./repair-all-dialog.tsx";
import { VerifyDialog } from "./verify-dialog.tsx";
import styles from "./diagnostics-screen.module.css";

interface DiagnosticsScreenProps {
  organizationId: OrganizationId | null;
  /** Copying diagnostics and saving a support bundle. */
  support: ReactNode;
  onChoose: () => void;
  onConnect: () => void;
  onSync: () => void;
  onTimeline: (jobId: JobId) => void;
}

/** The checks, and below them the records of an organization side by side, with what mends a disagreement. */
export function DiagnosticsScreen(props: DiagnosticsScreenProps) {
  const { organizationId, support, onChoose } = props;
  if (organizationId !== null)
    return <OrganizationRecords key={organizationId} {...props} organizationId={organizationId} />;
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>{DIAGNOSTICS_TEXTS.title}</h1>
        <div className={styles.headerButtons}>{support}</div>
      </header>
      <ChecksPanel />
      <EmptyState
        icon="diagnostics"
        title={DIAGNOSTICS_TEXTS.nothingYet}
        action={
          <Button look="primary" onClick={onChoose}>
            {DIAGNOSTICS_TEXTS.choose}
          </Button>
        }
      >
        {DIAGNOSTICS_TEXTS.nothingYetWhy}
      </EmptyState>
    </div>
  );
}

function OrganizationRecords({
  organizationId,
  support,
  onConnect,
  onSync,
  onTimeline,
}: DiagnosticsScreenProps & { organizationId: OrganizationId }) {
  const organization = useAppState().organizations.find((known) => known.id === organizationId);
  const { report, failure, open, refresh, asksToVerify, askToVerify } = useDiagnosticsStore();
  const repair = useCommand("status.repair");
  const [target, setTarget] = useState<RepositoryId | "all">("all");
  const [asksToRepairAll, askToRepairAll] = useState(false);
  const [news, setNews] = useState<{ sentence: string; hasRun: boolean } | null>(null);

  useEffect(() => open(organizationId), [open, organizationId]);

  const rows = report?.rows ?? [];
  const disagreeing = rows.filter((row) => row.disagreements.length > 0);
  const begun = rows.filter(hasBegun);
  const tell = (sentence: string, hasRun: boolean): void => {
    setNews({ sentence, hasRun });
    announce(sentence);
  };
  const startRepair = async (repositories: RepositoryId | "all"): Promise<void> => {
    if (repair.isBusy) return;
    askToRepairAll(false);
    setNews(null);
    setTarget(repositories);
    const answer = await repair.run({
      organizationId,
      ...(repositories !== "all" && { repositoryId: repositories }),
    });
    if (answer.ok) tell(describeRepaired(answer.value.repairs), answer.value.runId !== null);
    refresh();
  };

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <div>
          <h1 tabIndex={-1}>
            {DIAGNOSTICS_TEXTS.title}
            {organization && (
              <>
                {DIAGNOSTICS_TEXTS.of}
                <OutsideText text={organization.login} />
              </>
            )}
          </h1>
          <p className={styles.lead} data-testid="records-summary">
            {report
              ? DIAGNOSTICS_TEXTS.agreement(disagreeing.length, rows.length)
              : failure === null && DIAGNOSTICS_TEXTS.comparing}
          </p>
        </div>
        <div className={styles.headerButtons}>
          {support}
          {disagreeing.length > 0 && (
            <Button
              look="primary"
              icon="repair"
              isBusy={repair.isBusy && target === "all"}
              onClick={() => askToRepairAll(true)}
            >
              {DIAGNOSTICS_TEXTS.repairMany(disagreeing.length)}
            </Button>
          )}
          {begun.length > 0 && (
            <Button icon="retry" onClick={() => askToVerify(true)}>
              {DIAGNOSTICS_TEXTS.verifyAll}
            </Button>
          )}
        </div>
      </header>

      <ChecksPanel />

      {failure && (
        <FailureNotice
          failure={failure}
          action={<RemedyButton failure={failure} onTryAgain={refresh} onConnect={onConnect} />}
        />
      )}
      {repair.failure && (
        <FailureNotice
          failure={repair.failure}
          action={
            <RemedyButton
              failure={repair.failure}
              onTryAgain={() => void startRepair(target)}
              onConnect={onConnect}
            />
          }
        />
      )}
      {news && (
        <Notice
          tone="info"
          title={news.sentence}
          action={
            news.hasRun && (
              <Button icon="sync" onClick={onSync}>
                {DIAGNOSTICS_TEXTS.seeSync}
              </Button>
            )
          }
        />
      )}

      {report === null ? (
        failure === null && (
          <div aria-busy="true">
            <SkeletonRows count={8} rowHeightPx={LEAST_ROW_HEIGHT_PX} />
          </div>
        )
      ) : (
        <ReconciliationList
          rows={rows}
          repairing={repair.isBusy && target !== "all" ? target : null}
          onRepair={(repositoryId) => void startRepair(repositoryId)}
          onTimeline={onTimeline}
        />
      )}

      {asksToRepairAll && (
        <RepairAllDialog
          rows={disagreeing}
          onClose={() => askToRepairAll(false)}
          onRepair={() => void startRepair("all")}
        />
      )}
      {asksToVerify && begun.length > 0 && (
        <VerifyDialog
          organizationId={organizationId}
          repositoryIds={begun.map((row) => row.repositoryId)}
          onClose={() => askToVerify(false)}
          onConnect={onConnect}
          onStarted={() => {
            askToVerify(false);
            tell(DIAGNOSTICS_TEXTS.verifying, true);
          }}
        />
      )}
    </div>
  );
}
