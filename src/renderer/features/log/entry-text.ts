import type { IndexedLogEntry, LogEntry } from "../../../shared/log-entry.ts";

/** The facts of an entry as `name=value`, in the order in which they were logged. */
export function factsText(entry: LogEntry): string {
  const facts = Object.entries(entry.data ?? {}).map(([name, value]) => `${name}=${String(value)}`);
  return [...(entry.code ? [entry.code] : []), ...facts].join(" ");
}

/** An entry as one line, to be pasted elsewhere; its time in UTC, so that it means the same everywhere. */
export function lineText(entry: LogEntry): string {
  const ids = [
    ["run", entry.runId],
    ["job", entry.jobId],
    ["organization", entry.organizationId],
    ["repository", entry.repositoryId],
  ].flatMap(([name, id]) => (id === undefined ? [] : [`${name}=${id}`]));
  return [
    new Date(entry.at).toISOString(),
    entry.level.toUpperCase().padEnd(5),
    entry.event,
    entry.message,
    factsText(entry),
    ...ids,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Entries as lines, or as JSON lines with the times written out; their places in the index mean nothing elsewhere. */
export function copyText(entries: readonly IndexedLogEntry[], form: "text" | "json"): string {
  return entries
    .map((entry) => {
      if (form === "text") return lineText(entry);
      const { sequence: _, at, ...rest } = entry;
      return JSON.stringify({ at: new Date(at).toISOString(), ...rest });
    })
    .join("\n");
}
