import type { EpochMs } from "./ids.ts";

/** What was found wrong with the database, and what was done about it. */
export type RecoveryReport =
  /** Indexes did not say the same as their tables: they were built anew. Nothing was lost. */
  | { kind: "repaired"; at: EpochMs; indexes: string[] }
  /** The file was damaged: it was set aside unchanged, and what could be read of it is in a new one. */
  | {
      kind: "recovered";
      at: EpochMs;
      /** SQLite's own word for the damage, one line. */
      cause: string;
      /** The folder in which the damaged file lies now. */
      setAside: string;
      /** Rows that could be saved. */
      saved: { accounts: number; repositories: number; pullRequests: number; reviews: number };
      /** Tables of which a part could not be read. */
      incompleteTables: string[];
      /** Repositories whose rows may be incomplete: nothing of them is called verified until they were read again. */
      repositoriesToRead: number;
    };

/** What was wrong with the database, what was saved and what is read again, in plain sentences. */
export function describeRecovery(report: RecoveryReport): { title: string; text: string } {
  if (report.kind === "repaired") {
    return {
      title: "The database was repaired",
      text:
        report.indexes.length === 1
          ? "An index disagreed with its table and was built anew. Nothing was lost."
          : `${report.indexes.length} indexes disagreed with their tables and were built anew. Nothing was lost.`,
    };
  }
  const { saved, repositoriesToRead, setAside } = report;
  const savedText = [
    count(saved.accounts, "account"),
    count(saved.repositories, "repository", "repositories"),
    count(saved.pullRequests, "pull request"),
    count(saved.reviews, "review"),
  ].join(", ");
  return {
    title: "The database was damaged and has been recovered",
    text: [
      `Saved: ${savedText}.`,
      describeMissing(report.incompleteTables.length > 0, repositoriesToRead),
      `The damaged file was set aside, unchanged: ${setAside}`,
    ].join(" "),
  };
}

function describeMissing(isIncomplete: boolean, repositoriesToRead: number): string {
  if (repositoriesToRead > 0) {
    const what = count(repositoriesToRead, "repository", "repositories");
    return `What may be missing is read again by the next sync, and checked: ${what}.`;
  }
  return isIncomplete ? "What is missing is read again by the next sync." : "Nothing was lost.";
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
