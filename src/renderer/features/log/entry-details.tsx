import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { ENTRY_TEXTS, LEVEL_NAMES } from "../../texts/log.ts";
import { Button } from "../../ui/button.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { HighlightedText } from "../../ui/highlighted-text.tsx";
import { CopyButtons } from "./copy-buttons.tsx";
import styles from "./entry-details.module.css";

interface EntryDetailsProps {
  entry: IndexedLogEntry;
  words: readonly string[];
  onClose: () => void;
  onOnlyJob: () => void;
  onTimeline: () => void;
  onAround: () => void;
}

/** One entry with all of its facts, to be read and copied, and the ways on from it. */
export function EntryDetails({ entry, words, onClose, onOnlyJob, onTimeline, onAround }: EntryDetailsProps) {
  const names = ENTRY_TEXTS.facts;
  const facts: [string, string | number | boolean | null | undefined][] = [
    [names.time, formatDateTime(entry.at)],
    [names.level, LEVEL_NAMES[entry.level]],
    [names.event, entry.event],
    [names.code, entry.code],
    [names.run, entry.runId],
    [names.job, entry.jobId],
    [names.organization, entry.organizationId],
    [names.repository, entry.repositoryId],
    ...Object.entries(entry.data ?? {}),
  ];
  return (
    <section className={styles.details} aria-label={ENTRY_TEXTS.region}>
      <header className={styles.header}>
        <p className={styles.message}>
          <HighlightedText text={entry.message} words={words} />
        </p>
        <Button size="small" look="quiet" icon="cross" onClick={onClose} aria-label={ENTRY_TEXTS.close} />
      </header>
      <div className={styles.actions}>
        <CopyButtons entries={[entry]} />
        <Button size="small" look="quiet" onClick={onAround}>
          {ENTRY_TEXTS.around}
        </Button>
        {entry.jobId !== undefined && (
          <>
            <Button size="small" look="quiet" onClick={onOnlyJob}>
              {ENTRY_TEXTS.onlyJob}
            </Button>
            <Button size="small" look="quiet" icon="clock" onClick={onTimeline}>
              {ENTRY_TEXTS.timeline}
            </Button>
          </>
        )}
      </div>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <HighlightedText text={String(value)} words={words} />
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
