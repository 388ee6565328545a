import { useCallback, useDeferredValue, useMemo } from "react";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { RUN_ACTION_TEXTS, ROW_TEXTS } from "../../texts/sync.ts";
import { Button } from "../../ui/button.tsx";
import { ListPanel } from "../../ui/list-panel.tsx";
import { LongList } from "../../ui/long-list.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { useNow } from "../../ui/use-now.ts";
import { PROGRESS_ROW_HEIGHT_PX, RepositoryProgressRow } from "./repository-progress-row.tsx";
import { countGroups, ROW_GROUPS, rowsOf, type RowGroup } from "./repository-states.ts";
import { useRowsView, useRunStore } from "./run-store.ts";
import styles from "./repository-progress-list.module.css";

interface RepositoryProgressListProps {
  run: RunProgress;
  rows: ReadonlyMap<RepositoryId, RepositoryProgress>;
  onOpenLog: (row: RepositoryProgress) => void;
  onDiagnose: () => void;
}

/** Every repository of the run, all or narrowed; found again as it was left. */
export function RepositoryProgressList({ run, rows, onOpenLog, onDiagnose }: RepositoryProgressListProps) {
  const { runId } = run;
  const look = useRunStore((store) => store.look);
  const { group, filter, place } = useRowsView(runId);
  const settledFilter = useDeferredValue(filter);
  const now = useNow(1000);
  const minute = useNow(30_000);
  const retry = useCommand("sync.retry");
  const shown = useMemo(() => rowsOf(rows.values(), group, settledFilter), [rows, group, settledFilter]);
  const groupCounts = countGroups(run.counts);
  const { run: sendRetry } = retry;
  const retryOne = useCallback(
    (repositoryId: RepositoryId) => void sendRetry({ runId, repositoryId }),
    [sendRetry, runId],
  );

  return (
    <ListPanel label={ROW_TEXTS.region} className={styles.panel}>
      <div className={styles.tools}>
        <SegmentedControl
          label={ROW_TEXTS.show}
          value={group}
          onChange={(next) => look(runId, { group: next })}
          options={ROW_GROUPS.map(({ value, label }) => ({
            value,
            label: ROW_TEXTS.withCount(label, groupCounts[value]),
          }))}
        />
        {(group === "attention" || run.state === "unknown") && (
          <Button size="small" look="quiet" icon="diagnostics" onClick={onDiagnose}>
            {RUN_ACTION_TEXTS.compareRecords}
          </Button>
        )}
        <SearchField
          className={styles.filter}
          label={ROW_TEXTS.filter}
          placeholder={ROW_TEXTS.filter}
          value={filter}
          onChange={(text) => look(runId, { filter: text })}
        />
      </div>
      {retry.failure && <FailureNotice failure={retry.failure} />}
      <LongList
        key={runId}
        label={ROW_TEXTS.list}
        count={shown.length}
        rowHeightPx={PROGRESS_ROW_HEIGHT_PX}
        keyOf={(index) => shown[index]?.repositoryId ?? index}
        none={describeNone(run, group, settledFilter)}
        place={place}
        onLeave={(left) => look(runId, { place: left })}
        renderRow={(index) => {
          const row = shown[index]!;
          return (
            <RepositoryProgressRow
              row={row}
              now={tellsTime(row) ? now : 0}
              minute={minute}
              onRetry={retryOne}
              onOpenLog={onOpenLog}
            />
          );
        }}
      />
    </ListPanel>
  );
}

function describeNone(run: RunProgress, group: RowGroup, filter: string): string {
  if (filter.trim() !== "" && run.repositories > 0) return ROW_TEXTS.noneMatches;
  return group === "all" && run.endedAt !== null ? ROW_TEXTS.noneReached : ROW_TEXTS.none[group];
}

/** Only a row that waits or tries again says anything about the time. */
const tellsTime = ({ state }: RepositoryProgress): boolean => state === "waiting" || state === "retrying";
