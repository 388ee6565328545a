import type { ReactNode } from "react";
import type { JobId } from "../../../shared/ids.ts";
import { LOG_TEXTS } from "../../texts/log.ts";
import { ListPanel } from "../../ui/list-panel.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { JobTimeline } from "./job-timeline.tsx";
import { LogEntries } from "./log-entries.tsx";
import { LogFilters } from "./log-filters.tsx";
import { changeScope, type LogScope } from "./log-scope.ts";
import { useFacets } from "./use-facets.ts";
import styles from "./log-screen.module.css";

interface LogScreenProps {
  scope: LogScope;
  onScope: (scope: LogScope) => void;
  /** Copying diagnostics and saving a support bundle. */
  support: ReactNode;
}

const VIEWS = [
  { value: "entries", label: LOG_TEXTS.entriesView },
  { value: "timeline", label: LOG_TEXTS.timelineView },
] as const;

/** The local debug log, live; of one job also as a timeline. */
export function LogScreen({ scope, onScope, support }: LogScreenProps) {
  const { jobId, view, repository } = scope;
  const facets = useFacets(scope.runId, repository?.id);
  // Of a repository, the newest job is the one that people come for.
  const timelineJobId = jobId ?? (repository && (facets.jobs[0]?.id as JobId | undefined));
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>{LOG_TEXTS.title}</h1>
        {timelineJobId !== undefined && (
          <SegmentedControl
            label={LOG_TEXTS.view}
            value={view ?? "entries"}
            onChange={(next) =>
              onScope(
                next === "timeline"
                  ? changeScope(scope, { view: next, jobId: timelineJobId })
                  : changeScope(scope, { view: undefined }),
              )
            }
            options={VIEWS}
          />
        )}
        <div className={styles.headerButtons}>{support}</div>
      </header>
      <ListPanel label={LOG_TEXTS.region} className={styles.panel}>
        <LogFilters scope={scope} facets={facets} onScope={onScope} />
        {jobId !== undefined && view === "timeline" ? (
          <JobTimeline key={jobId} jobId={jobId} />
        ) : (
          <LogEntries key={scope.around?.sequence} scope={scope} onScope={onScope} />
        )}
      </ListPanel>
    </div>
  );
}
