import { useEffect, useMemo, useState } from "react";
import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import { STALE_AFTER_DAYS, type Insights } from "../../../shared/insights.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useKept } from "../../client/kept.ts";
import { INSIGHT_TEXTS } from "../../texts/insights.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { useNow } from "../../ui/use-now.ts";
import { CoverageLine } from "./coverage-line.tsx";
import { ExportButton } from "./export-button.tsx";
import { InsightCards } from "./insight-cards.tsx";
import { useInsightsStore } from "./insights-store.ts";
import { ScopeBar } from "./scope-bar.tsx";
import {
  describeChoice,
  EVERYTHING,
  parseChoice,
  parseStaleAfter,
  scopeOf,
  type ScopeChoice,
} from "./scope-choice.ts";
import { useScopeChoices } from "./use-scope-choices.ts";
import styles from "./insights-screen.module.css";

interface InsightsScreenProps {
  organizationId: OrganizationId | null;
  /** What to narrow the insights to at first. */
  repository: { id: RepositoryId; name: string } | null;
  onChoose: () => void;
}

/** How the organization's pull requests flow, from the first stored row on. */
export function InsightsScreen({ organizationId, repository, onChoose }: InsightsScreenProps) {
  if (organizationId === null)
    return (
      <EmptyState
        icon="insights"
        title={INSIGHT_TEXTS.noneTitle}
        isWholeScreen
        action={
          <Button look="primary" onClick={onChoose}>
            {INSIGHT_TEXTS.choose}
          </Button>
        }
      >
        {INSIGHT_TEXTS.noneText}
      </EmptyState>
    );
  return (
    <OrganizationInsights
      key={`${organizationId} ${repository?.id}`}
      organizationId={organizationId}
      repository={repository}
      onChoose={onChoose}
    />
  );
}

function OrganizationInsights({
  organizationId,
  repository,
  onChoose,
}: InsightsScreenProps & { organizationId: OrganizationId }) {
  const { organizations, accounts } = useAppState();
  const organization = organizations.find((known) => known.id === organizationId);
  const isSample = accounts.some((account) => account.id === organization?.accountId && account.isSample);
  const { insights, scopeName, failure, open, tryAgain } = useInsightsStore();
  const choices = useScopeChoices(organizationId);
  const [kept, keepChoice] = useKept(`insights-scope-${organizationId}`, parseChoice, EVERYTHING);
  const [choice, setChoice] = useState<ScopeChoice>(
    repository ? { ...EVERYTHING, repository: { value: repository.id, label: repository.name } } : kept,
  );
  const [staleAfterDays, setStaleAfterDays] = useKept("stale-after", parseStaleAfter, STALE_AFTER_DAYS);
  const settled = useDebounced(choice, 250);
  // Ages grow and periods move on with the time alone: each hour all is asked for again.
  const hour = useNow(3_600_000);
  const scope = useMemo(
    () => scopeOf(organizationId, settled, staleAfterDays, hour),
    [organizationId, settled, staleAfterDays, hour],
  );
  const privateRepositories = useMemo(
    () => new Set(choices.repositories.filter((it) => it.isPrivate).map((it) => it.fullName)),
    [choices],
  );

  const name = describeChoice(settled);
  useEffect(() => open(scope, name), [open, scope, name]);

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>
          {INSIGHT_TEXTS.title}
          {organization && (
            <>
              {` ${INSIGHT_TEXTS.into} `}
              <OutsideText text={organization.login} />
            </>
          )}
        </h1>
        {organization && insights && insights.coverage.storedPullRequests > 0 && (
          <ExportButton
            organizationId={organizationId}
            organization={organization.login}
            privateRepositories={
              choices.repositories.filter((it) => it.isPrivate && it.pullRequests > 0).length
            }
          />
        )}
        {insights && <CoverageLine coverage={insights.coverage} />}
      </header>
      <ScopeBar
        choices={choices}
        choice={choice}
        onChange={(next) => {
          setChoice(next);
          keepChoice(next);
        }}
      />
      {failure && (
        <FailureNotice
          failure={failure}
          action={
            <Button icon="retry" onClick={tryAgain}>
              {INSIGHT_TEXTS.tryAgain}
            </Button>
          }
        />
      )}
      {insights === null ? (
        !failure && <SkeletonRows count={8} rowHeightPx={56} />
      ) : isEmpty(insights, scopeName === null) ? (
        <NothingThere isWhole={scopeName === null} onChoose={onChoose} />
      ) : (
        <InsightCards
          insights={insights}
          hasPages={!isSample}
          staleAfterDays={staleAfterDays}
          onStaleAfter={setStaleAfterDays}
          basis={{
            organization: organization?.login ?? "",
            coverage: insights.coverage,
            computedAt: insights.computedAt,
            scope: scopeName,
            privateRepositories,
          }}
        />
      )}
    </div>
  );
}

/** Whether no stored pull request is in scope: none open, none merged, none reviewed. Coverage knows no authors. */
function isEmpty({ coverage, open, timeToMerge, timeToFirstReview }: Insights, isWhole: boolean): boolean {
  return isWhole
    ? coverage.storedPullRequests === 0
    : open.count + timeToMerge.sample + timeToFirstReview.sample === 0;
}

function NothingThere({ isWhole, onChoose }: { isWhole: boolean; onChoose: () => void }) {
  return isWhole ? (
    <EmptyState
      icon="insights"
      title={INSIGHT_TEXTS.nothingStored}
      action={<Button onClick={onChoose}>{INSIGHT_TEXTS.choose}</Button>}
    >
      {INSIGHT_TEXTS.nothingStoredText}
    </EmptyState>
  ) : (
    <EmptyState icon="insights" title={INSIGHT_TEXTS.nothingInScope}>
      {INSIGHT_TEXTS.nothingInScopeText}
    </EmptyState>
  );
}
