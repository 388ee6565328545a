import { useEffect, useMemo, useState } from "react";
import type { JobId } from "../../../shared/ids.ts";
import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { ENTRY_TEXTS, LOG_TEXTS } from "../../texts/log.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { formatPreciseTime } from "../../ui/format.ts";
import { SkeletonRows } from "../../ui/skeleton.tsx";
import { useDebounced } from "../../ui/use-debounced.ts";
import { CopyButtons } from "./copy-buttons.tsx";
import { EntryDetails } from "./entry-details.tsx";
import { copyText } from "./entry-text.ts";
import { besideMatch, findMatch, type Direction } from "./find-match.ts";
import { LogList, type Pause, type SelectedRange } from "./log-list.tsx";
import { LOG_ROW_HEIGHT_PX } from "./log-row.tsx";
import { changeScope, type LogPlace, type LogScope } from "./log-scope.ts";
import { useLogStore, type LogSearch } from "./log-store.ts";
import { LogTools } from "./log-tools.tsx";
import { indexOfSequence, type LogWindow } from "./log-window.ts";
import { searchWords } from "./search-words.ts";
import { useLogKeys } from "./use-log-keys.ts";
import styles from "./log-screen.module.css";

/** What was selected or left standing belongs to the search in which it was. */
interface OfSearch<Value> {
  search: LogSearch;
  value: Value;
}

/** The entries of a scope: searched, followed or left standing, selected, copied. */
export function LogEntries({ scope, onScope }: { scope: LogScope; onScope: (scope: LogScope) => void }) {
  const held = useLogStore();
  const { failure, isLoadingOlder, isFollowing, open, loadOlder, loadNewer } = held;
  const [text, setText] = useState("");
  const [around, setAround] = useState<LogPlace | null>(scope.around ?? null);
  const [selection, setSelection] = useState<OfSearch<SelectedRange> | null>(null);
  const [pauseOf, setPauseOf] = useState<OfSearch<Pause> | null>(null);
  const settledText = useDebounced(text.trim(), 150);
  const words = useMemo(() => searchWords(settledText), [settledText]);
  const matching = useMatchingSearch(scope, settledText);
  const search = useMemo(() => (around === null ? matching : {}), [around, matching]);
  // What is held is of the search before until this one was begun.
  const window = held.search === search ? held.window : null;
  const selected = selection?.search === search ? selection.value : null;
  const pause = pauseOf?.search === search ? pauseOf.value : null;

  useEffect(() => open(search, around?.sequence ?? null), [open, search, around]);

  const entries = window?.entries ?? [];
  const selectedEntries = useMemo(
    () =>
      selected
        ? (window?.entries ?? []).filter(
            ({ sequence }) => sequence >= selected.from && sequence <= selected.to,
          )
        : [],
    [window, selected],
  );
  const present = selectedEntries[0]?.sequence ?? around?.sequence ?? null;
  const select = (value: SelectedRange): void => setSelection({ search, value });
  const stand = (value: Pause | null): void => setPauseOf(value && { search, value });
  const newest = entries.at(-1)?.sequence ?? -1;

  const showAround = (entry: IndexedLogEntry): void => {
    setAround(entry);
    setSelection(null);
  };
  const goToMatch = async (direction: Direction): Promise<void> => {
    if (around === null) {
      const match = window && besideMatch(window, present, direction);
      if (match) select({ from: match.sequence, to: match.sequence });
      return;
    }
    const found = await findMatch(matching, present ?? around.sequence, direction);
    if (found !== null) setAround({ ...around, sequence: found });
  };
  const toNewest = (): void => {
    setAround(null);
    setPauseOf(null);
  };
  const copySelection = async (): Promise<void> => {
    await navigator.clipboard.writeText(copyText(selectedEntries, "text"));
    announce(ENTRY_TEXTS.copiedWhat(selectedEntries.length));
  };

  useLogKeys({
    onMatch: words.length > 0 ? (direction) => void goToMatch(direction) : null,
    onCopy: selectedEntries.length > 0 ? () => void copySelection() : null,
  });

  const hasOlder = window !== null && window.olderBefore !== null;
  const isNarrowed = settledText !== "" || Object.keys(scope).some((part) => part !== "view");
  const [entry] = selectedEntries;
  return (
    <div className={styles.entries}>
      <LogTools
        text={text}
        onText={(next) => {
          setText(next);
          setAround(null);
        }}
        matches={
          words.length === 0 || window === null ? null : around === null ? describePlace(window, present) : ""
        }
        onMatch={(direction) => void goToMatch(direction)}
        isPaused={pause !== null}
        onPause={(isPaused) => (isPaused ? stand({ newest, isByHand: true }) : toNewest())}
      />
      <p className={styles.status} role="status">
        {window === null ? LOG_TEXTS.reading : LOG_TEXTS.count(entries.length, hasOlder, isLoadingOlder)}
        {pause && ` · ${LOG_TEXTS.paused}`}
        {around && (
          <>
            {` · ${LOG_TEXTS.around(formatPreciseTime(around.at))} `}
            <button type="button" className={styles.linkButton} onClick={toNewest}>
              {LOG_TEXTS.leaveAround}
            </button>
          </>
        )}
      </p>
      {failure && (
        <div className={styles.notice}>
          <FailureNotice failure={failure} tone={window === null ? "bad" : "caution"} />
        </div>
      )}
      {window === null ? (
        !failure && <SkeletonRows count={14} rowHeightPx={LOG_ROW_HEIGHT_PX} />
      ) : entries.length === 0 && !hasOlder ? (
        <EmptyState
          icon="log"
          title={isNarrowed ? LOG_TEXTS.noMatch : LOG_TEXTS.none}
          action={
            isNarrowed && (
              <Button
                onClick={() => {
                  setText("");
                  if (settledText === "") onScope({});
                }}
              >
                {settledText ? LOG_TEXTS.clearSearch : LOG_TEXTS.clearFilters}
              </Button>
            )
          }
        >
          {isNarrowed ? LOG_TEXTS.noMatchWhy : LOG_TEXTS.noneWhy}
        </EmptyState>
      ) : (
        <LogList
          window={window}
          words={words}
          selected={selected ?? (around && { from: around.sequence, to: around.sequence })}
          onSelect={select}
          isFollowing={isFollowing}
          pause={pause}
          onPause={stand}
          onToNewest={toNewest}
          onWantOlder={loadOlder}
          onWantNewer={loadNewer}
        />
      )}
      {selectedEntries.length > 1 && (
        <div
          className={styles.selection}
          role="group"
          aria-label={ENTRY_TEXTS.several(selectedEntries.length)}
        >
          <span>{ENTRY_TEXTS.several(selectedEntries.length)}</span>
          <CopyButtons entries={selectedEntries} />
          <Button size="small" look="quiet" onClick={() => setSelection(null)}>
            {ENTRY_TEXTS.clear}
          </Button>
        </div>
      )}
      {entry && selectedEntries.length === 1 && (
        <EntryDetails
          entry={entry}
          words={words}
          onClose={() => setSelection(null)}
          onOnlyJob={() => onScope(changeScope(scope, { jobId: entry.jobId as JobId }))}
          onTimeline={() => onScope(changeScope(scope, { jobId: entry.jobId as JobId, view: "timeline" }))}
          onAround={() => showAround(entry)}
        />
      )}
    </div>
  );
}

/** What is asked of the log for a scope and a text. */
function useMatchingSearch({ level, repository, runId, jobId, code }: LogScope, text: string): LogSearch {
  const repositoryId = repository?.id;
  return useMemo(
    () => ({
      ...(level && { level }),
      ...(text && { search: text }),
      ...(repositoryId !== undefined && { repositoryId }),
      ...(runId !== undefined && { runId }),
      ...(jobId !== undefined && { jobId }),
      ...(code && { code }),
    }),
    [level, text, repositoryId, runId, jobId, code],
  );
}

/** Where one is among the matches. Among other lines too, nobody has counted. */
function describePlace(window: LogWindow, present: number | null): string {
  const { entries, olderBefore } = window;
  const index = indexOfSequence(entries, present ?? -1);
  return index < 0
    ? LOG_TEXTS.matchCount(entries.length, olderBefore !== null)
    : LOG_TEXTS.matchPlace(index + 1, entries.length, olderBefore !== null);
}
