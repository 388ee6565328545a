import { useEffect, useMemo, useState } from "react";
import type { ChosenRepositories } from "../../../shared/contract.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import type { Organization } from "../../../shared/models.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatNumber } from "../../ui/format.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { FindOrganization } from "./find-organization.tsx";
import { OrganizationPicker } from "./organization-picker.tsx";
import { findAnswerFailure, mergeOrganizations, useOrganizationsStore } from "./organizations-store.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { RemedyButton } from "../../client/remedy-button.tsx";
import { useRepositoriesStore, useSelection } from "./repositories-store.ts";
import { RepositoryList } from "./repository-list.tsx";
import { REPOSITORY_ROW_HEIGHT_PX } from "./repository-row.tsx";
import { chosenRepositories, countSelected } from "./selection.ts";
import styles from "./choose-screen.module.css";

interface ChooseScreenProps {
  organizationId: OrganizationId | null;
  onOrganization: (organizationId: OrganizationId) => void;
  onConnect: () => void;
  onStarted: (organizationId: OrganizationId) => void;
}

/** Which repositories of which organization are to be synced. */
export function ChooseScreen({ organizationId, onOrganization, onConnect, onStarted }: ChooseScreenProps) {
  const { accounts, organizations: stored } = useAppState();
  const { answers, ask, askAgain } = useOrganizationsStore();
  const organizations = useMemo(() => mergeOrganizations(stored, answers), [stored, answers]);
  const signedIn = accounts.filter((account) => account.isSignedIn);
  const listFailure = findAnswerFailure(answers);
  const organization =
    organizations.find((known) => known.id === organizationId) ??
    organizations.find((known) => known.blocked === null) ??
    organizations[0];

  useEffect(() => ask(accounts), [ask, accounts]);

  if (accounts.length === 0)
    return (
      <EmptyState
        icon="connect"
        title="Connect an account first"
        isWholeScreen
        action={
          <Button look="primary" onClick={onConnect}>
            Connect
          </Button>
        }
      >
        Then its organizations and repositories appear here.
      </EmptyState>
    );

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>Choose repositories</h1>
        {organization && (
          <div className={styles.organization}>
            <OrganizationPicker
              organizations={organizations}
              accounts={accounts}
              value={organization.id}
              onChange={onOrganization}
            />
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
              Try again
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
  const [planned, setPlanned] = useState<ChosenRepositories | null>(null);
  const list = useRepositoriesStore((store) => store.list);
  const open = useRepositoriesStore((store) => store.open);
  const selection = useSelection(organizationId);

  useEffect(() => open(organizationId), [open, organizationId]);

  if (list?.organizationId !== organizationId) return null;
  const ids = [...list.repositories.keys()];
  const selected = countSelected(selection, ids);
  const isGrowing = selection.kind === "all" && list.state.kind !== "loaded";

  return (
    <>
      <RepositoryList organizationId={organizationId} list={list} onConnect={onConnect} />
      <footer className={styles.footer}>
        <p>
          {ids.length > 0 && (
            <>
              <strong>{formatNumber(selected)}</strong> of {formatNumber(ids.length)} selected
              {isGrowing && ", and those still to be listed"}
            </>
          )}
        </p>
        <Button
          look="primary"
          disabled={selected === 0}
          onClick={() => setPlanned(chosenRepositories(selection, ids))}
        >
          Review the plan…
        </Button>
      </footer>
      {planned && (
        <PlanDialog
          organizationId={organizationId}
          repositories={planned}
          onClose={() => setPlanned(null)}
          onStarted={() => onStarted(organizationId)}
          onConnect={onConnect}
        />
      )}
    </>
  );
}
