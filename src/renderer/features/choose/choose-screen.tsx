import { useEffect, useMemo, useState } from "react";
import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import type { Organization } from "../../../shared/models.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { CHOOSE_TEXTS } from "../../texts/choose.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { FindOrganization } from "./find-organization.tsx";
import { OrganizationPicker } from "./organization-picker.tsx";
import { findAnswerFailure, useOrganizationsStore } from "./organizations-store.ts";
import { isOnItsWay } from "./list-status.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { PlanFooter } from "./plan-footer.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { useRepositoriesStore, useSelection } from "./repositories-store.ts";
import { RepositoryList } from "./repository-list.tsx";
import { REPOSITORY_ROW_HEIGHT_PX } from "./repository-row.tsx";
import { chosenRepositories, countSelected } from "./selection.ts";
import { usePlan } from "./use-plan.ts";
import styles from "./choose-screen.module.css";

interface ChooseScreenProps {
  organizationId: OrganizationId | null;
  onOrganization: (organizationId: OrganizationId) => void;
  onConnect: () => void;
  onStarted: (organizationId: OrganizationId) => void;
}

/** Which repositories of which organization are to be synced. */
export function ChooseScreen({ organizationId, onOrganization, onConnect, onStarted }: ChooseScreenProps) {
  const { accounts, organizations } = useAppState();
  const { answers, ask, askAgain, forgetFailures } = useOrganizationsStore();
  const signedIn = accounts.filter((account) => account.isSignedIn);
  const listFailure = findAnswerFailure(answers);
  const organization =
    organizations.find((known) => known.id === organizationId) ??
    organizations.find((known) => known.blocked === null) ??
    organizations[0];

  useEffect(() => ask(accounts), [ask, accounts]);
  useEffect(() => forgetFailures, [forgetFailures]);

  if (accounts.length === 0)
    return (
      <EmptyState
        icon="connect"
        title={CHOOSE_TEXTS.connectFirst}
        isWholeScreen
        action={
          <Button look="primary" onClick={onConnect}>
            {CHOOSE_TEXTS.connect}
          </Button>
        }
      >
        {CHOOSE_TEXTS.connectFirstText}
      </EmptyState>
    );

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>{CHOOSE_TEXTS.title}</h1>
        {organization && (
          <div className={styles.organization}>
            <OrganizationPicker
              organizations={organizations}
              accounts={accounts}
              value={organization.id}
              onChange={onOrganization}
            />
            {!organization.blocked && <RefreshButton />}
            {signedIn.length > 0 && <FindOrganization accounts={signedIn} onFound={onOrganization} />}
          </div>
        )}
      </header>

      {listFailure && (
        <FailureNotice
          failure={listFailure}
          action={
            <RemedyButton failure={listFailure} onTryAgain={() => askAgain(accounts)} onConnect={onConnect} />
          }
        />
      )}

      {organization?.blocked ? (
        <FailureNotice
          failure={organization.blocked}
          tone="caution"
          action={
            <Button icon="retry" onClick={() => askAgain(accounts)}>
              {CHOOSE_TEXTS.tryAgain}
            </Button>
          }
        />
      ) : organization ? (
        <OrganizationRepositories
          key={organization.id}
          organization={organization}
          onStarted={onStarted}
          onConnect={onConnect}
        />
      ) : (
        !listFailure && <SkeletonRows count={8} rowHeightPx={REPOSITORY_ROW_HEIGHT_PX} />
      )}
    </div>
  );
}

const NO_IDS: readonly RepositoryId[] = [];

function OrganizationRepositories({
  organization,
  onStarted,
  onConnect,
}: {
  organization: Organization;
  onStarted: (organizationId: OrganizationId) => void;
  onConnect: () => void;
}) {
  const organizationId = organization.id;
  const [isReviewing, setReviewing] = useState(false);
  const list = useRepositoriesStore((store) => store.list);
  const open = useRepositoriesStore((store) => store.open);
  const selection = useSelection(organizationId);

  useEffect(() => open(organizationId), [open, organizationId]);

  const ids = list?.ids ?? NO_IDS;
  const chosen = useMemo(() => chosenRepositories(selection, ids), [selection, ids]);
  const { plan, askAgain } = usePlan(organizationId, chosen);

  if (list?.organizationId !== organizationId) return null;
  return (
    <>
      <RepositoryList organizationId={organizationId} list={list} onConnect={onConnect} />
      <PlanFooter
        selected={countSelected(selection, ids)}
        known={ids.length}
        isGrowing={selection.kind === "all" && list.state.kind !== "loaded"}
        plan={plan}
        onAskAgain={askAgain}
        onReview={() => setReviewing(true)}
      />
      {isReviewing && chosen !== null && (
        <PlanDialog
          organizationId={organizationId}
          repositories={chosen}
          plan={plan}
          onAskAgain={askAgain}
          onClose={() => setReviewing(false)}
          onStarted={() => onStarted(organizationId)}
          onConnect={onConnect}
        />
      )}
    </>
  );
}

/** Asks GitHub for the list anew. What is there stays, and so does the selection. */
function RefreshButton() {
  const { list, tryAgain } = useRepositoriesStore();
  return (
    <Button look="quiet" icon="retry" isBusy={list !== null && isOnItsWay(list.state)} onClick={tryAgain}>
      {CHOOSE_TEXTS.refresh}
    </Button>
  );
}
