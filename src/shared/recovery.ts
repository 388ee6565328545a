import { describeFailure, type Failure } from "./failures.ts";
import type { EpochMs } from "./ids.ts";
import { assertNever } from "./result.ts";

/** What a check of the whole database led to: nothing, a repair, or the need for a recovery. */
export type CheckOutcome =
  | { kind: "sound" }
  | { kind: "repaired"; indexes: string[] }
  /** `cause` is one line, mostly in SQLite's own words. */
  | { kind: "damaged"; cause: string };

/** What was found wrong with the database, and what was done about it. */
export type RecoveryReport =
  /** The disk failed or damage was met: all work stands still while the database is checked, and recovered if need be. */
  | { kind: "under-way"; at: EpochMs; failure: Failure }
  /** Indexes did not say the same as their tables: they were built anew. Nothing was lost. */
  | { kind: "repaired"; at: EpochMs; indexes: string[] }
  /** The file was damaged: it was set aside unchanged, and what could be read of it is in a new one. */
  | {
      kind: "recovered";
      at: EpochMs;
      /** The damage in one line, mostly in SQLite's own words. */
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
  switch (report.kind) {
    case "under-way": {
      const { title, sentence, action } = describeFailure(report.failure);
      return { title, text: `${sentence} ${action}` };
    }
    case "repaired":
      return {
        title: "The database was repaired",
        text:
          report.indexes.length === 1
            ? "An index disagreed with its table and was built anew. Nothing was lost."
            : `${report.indexes.length} indexes disagreed with their tables and were built anew. Nothing was lost.`,
      };
    case "recovered":
      return {
        title: "The database was damaged and has been recovered",
        text: [
          `Saved: ${describeSaved(report.saved)}.`,
          describeMissing(report.incompleteTables.length > 0, report.repositoriesToRead),
          `The damaged file was set aside, unchanged: ${report.setAside}`,
        ].join(" "),
      };
    default:
      return assertNever(report);
  }
}

function describeSaved(saved: Extract<RecoveryReport, { kind: "recovered" }>["saved"]): string {
  return [
    count(saved.accounts, "account"),
    count(saved.repositories, "repository", "repositories"),
    count(saved.pullRequests, "pull request"),
    count(saved.reviews, "review"),
  ].join(", ");
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
