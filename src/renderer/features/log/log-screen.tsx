import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { RepositoryId, RunId } from "../../../shared/ids.ts";
import type { IndexedLogEntry, LogLevel } from "../../../shared/log-entry.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { Select } from "../../ui/select.tsx";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { EntryDetails } from "./entry-details.tsx";
import { LogList } from "./log-list.tsx";
import { LOG_ROW_HEIGHT_PX } from "./log-row.tsx";
import { useLogStore, type LogSearch } from "./log-store.ts";
import { searchWords } from "./search-words.ts";
import styles from "./log-screen.module.css";

interface LogScreenProps {
  repository: { id: RepositoryId; name: string } | null;
  runId: RunId | null;
  level: LogLevel;
  onLevel: (level: LogLevel) => void;
  /** Looks at the whole log again, or at all repositories of the run. */
  onWiden: (part: "repository" | "run") => void;
}

/** A selected entry belongs to the search that found it. */
interface Selection {
  search: LogSearch;
  entry: IndexedLogEntry;
}

const LEVELS: { value: LogLevel; label: string }[] = [
  { value: "debug", label: "All levels" },
  { value: "info", label: "Info and above" },
  { value: "warn", label: "Warnings and errors" },
  { value: "error", label: "Errors only" },
];

/** The local debug log, live. */
export function LogScreen({ repository, runId, level, onLevel, onWiden }: LogScreenProps) {
  const { window, failure, open, loadOlder, isLoadingOlder } = useLogStore();
  const [text, setText] = useState("");
  const [selection, setSelection] = useState<Selection | null>(null);
  const settledText = useDebounced(text.trim(), 200);
  const words = useMemo(() => searchWords(settledText), [settledText]);
  const repositoryId = repository?.id;
  const search = useMemo(
    (): LogSearch => ({
      level,
      ...(settledText && { search: settledText }),
      ...(repositoryId !== undefined && { repositoryId }),
      ...(runId !== null && { runId }),
    }),
    [level, settledText, repositoryId, runId],
  );

  const selected = selection?.search === search ? selection.entry : null;

  useEffect(() => open(search), [open, search]);

  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 tabIndex={-1}>Log</h1>
        <div className={styles.chips}>
          {repository && (
            <Chip label="Repository" onRemove={() => onWiden("repository")}>
              <OutsideText text={repository.name} />
            </Chip>
          )}
          {runId !== null && (
            <Chip label="Run" onRemove={() => onWiden("run")}>
              {runId}
            </Chip>
          )}
        </div>
      </header>
      <section className={styles.panel} aria-label="Entries">
        <div className={styles.tools}>
          <TextField
            className={styles.search}
            label="Search the log"
            isLabelHidden
            icon="search"
            type="search"
            maxLength={500}
            placeholder="Search events, messages and facts"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setText("");
            }}
          />
          <Select label="Level" value={level} onChange={onLevel} options={LEVELS} />
        </div>
        <p className={styles.status} role="status">
          {window === null
            ? "Reading the log…"
            : `${formatCount(window.entries.length, "entry", "entries")}${window.olderBefore !== null ? ", older ones above" : ""}${isLoadingOlder ? ", reading older ones…" : ""}`}
        </p>
        {failure && (
          <div className={styles.notice}>
            <FailureNotice failure={failure} tone={window === null ? "bad" : "caution"} />
          </div>
        )}
        {window === null ? (
          !failure && <SkeletonRows count={14} rowHeightPx={LOG_ROW_HEIGHT_PX} />
        ) : window.entries.length === 0 ? (
          <EmptyState
            icon="log"
            title={settledText ? "No entry matches" : "No entries yet"}
            action={settledText && <Button onClick={() => setText("")}>Clear the search</Button>}
          >
            {settledText
              ? "Matching entries appear here as soon as they are written."
              : "What Onramp does is written here, without any credential."}
          </EmptyState>
        ) : (
          <LogList
            window={window}
            words={words}
            selected={selected}
            onSelect={(entry) => setSelection({ search, entry })}
            onWantOlder={loadOlder}
          />
        )}
        {selected && <EntryDetails entry={selected} words={words} onClose={() => setSelection(null)} />}
      </section>
    </div>
  );
}

function Chip({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <span className={styles.chip}>
      {label} <strong>{children}</strong>
      <button type="button" onClick={onRemove} aria-label={`Remove the filter by ${label.toLowerCase()}`}>
        <Icon name="cross" />
      </button>
    </span>
  );
}
