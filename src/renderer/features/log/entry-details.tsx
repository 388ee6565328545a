import { useState } from "react";
import type { IndexedLogEntry } from "../../../shared/log-entry.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDateTime } from "../../ui/format.ts";
import { HighlightedText } from "../../ui/highlighted-text.tsx";
import { lineText } from "./entry-text.ts";
import { LEVEL_LABELS } from "./log-row.tsx";
import styles from "./entry-details.module.css";

interface EntryDetailsProps {
  entry: IndexedLogEntry;
  words: readonly string[];
  onClose: () => void;
}

/** One entry with all of its facts, to be read and copied. */
export function EntryDetails({ entry, words, onClose }: EntryDetailsProps) {
  const [copied, setCopied] = useState<number | null>(null);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(lineText(entry));
    setCopied(entry.sequence);
    announce("Line copied.");
  };
  const facts: [string, string | number | boolean | null | undefined][] = [
    ["Time", formatDateTime(entry.at)],
    ["Level", LEVEL_LABELS[entry.level]],
    ["Event", entry.event],
    ["Code", entry.code],
    ["Run", entry.runId],
    ["Job", entry.jobId],
    ["Organization", entry.organizationId],
    ["Repository", entry.repositoryId],
    ...Object.entries(entry.data ?? {}),
  ];
  return (
    <section className={styles.details} aria-label="The selected entry">
      <header className={styles.header}>
        <p className={styles.message}>
          <HighlightedText text={entry.message} words={words} />
        </p>
        <Button size="small" icon={copied === entry.sequence ? "check" : "copy"} onClick={() => void copy()}>
          {copied === entry.sequence ? "Copied" : "Copy line"}
        </Button>
        <Button size="small" look="quiet" icon="cross" onClick={onClose} aria-label="Close the details" />
      </header>
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
