import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useMemo, useRef, useState } from "react";
import type { RepositoryId } from "../../../shared/ids.ts";
import type { RepositoryProgress, RunProgress } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { RUN_ACTION_TEXTS, ROW_TEXTS } from "../../texts/sync.ts";
import { Button } from "../../ui/button.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { useNow } from "../../ui/use-now.ts";
import { PROGRESS_ROW_HEIGHT_PX, RepositoryProgressRow } from "./repository-progress-row.tsx";
import { countGroups, ROW_GROUPS, rowsOf, type RowGroup } from "./repository-states.ts";
import styles from "./repository-progress-list.module.css";

interface RepositoryProgressListProps {
  run: RunProgress;
  rows: ReadonlyMap<RepositoryId, RepositoryProgress>;
  onOpenLog: (row: RepositoryProgress) => void;
  onDiagnose: () => void;
}

/** Every repository of the run; only the rows in view exist on the page. */
export function RepositoryProgressList({ run, rows, onOpenLog, onDiagnose }: RepositoryProgressListProps) {
  const [group, setGroup] = useState<RowGroup>("all");
  const scrollRef = useRef<HTMLDivElement>(null);
  const now = useNow(1000);
  const retry = useCommand("sync.retry");
  const shown = useMemo(() => rowsOf(rows.values(), group), [rows, group]);
  const noneText = group === "all" && run.endedAt !== null ? ROW_TEXTS.noneReached : ROW_TEXTS.none[group];
  const groupCounts = countGroups(run.counts);
  const { runId } = run;
  const { run: sendRetry } = retry;
  const retryOne = useCallback(
    (repositoryId: RepositoryId) => void sendRetry({ runId, repositoryId }),
    [sendRetry, runId],
  );

  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => PROGRESS_ROW_HEIGHT_PX,
    overscan: 6,
  });

  return (
    <section className={styles.panel} aria-label={ROW_TEXTS.region}>
      <div className={styles.tools}>
        <SegmentedControl
          label={ROW_TEXTS.show}
          value={group}
          onChange={setGroup}
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
      </div>
      {retry.failure && <FailureNotice failure={retry.failure} />}
      <div ref={scrollRef} className={styles.scroll} tabIndex={0} aria-label={ROW_TEXTS.list} role="group">
        {shown.length === 0 && <p className={styles.none}>{noneText}</p>}
        <ul className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = shown[item.index]!;
            return (
              <li
                key={row.repositoryId}
                className={styles.item}
                style={{ height: PROGRESS_ROW_HEIGHT_PX, transform: `translateY(${item.start}px)` }}
                aria-setsize={shown.length}
                aria-posinset={item.index + 1}
              >
                <RepositoryProgressRow
                  row={row}
                  now={tellsTime(row) ? now : 0}
                  onRetry={retryOne}
                  onOpenLog={onOpenLog}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Only a row that waits or tries again says anything about the time. */
const tellsTime = ({ state }: RepositoryProgress): boolean => state === "waiting" || state === "retrying";
