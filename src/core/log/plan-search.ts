import type Database from "better-sqlite3";
import type { LogQuery } from "../../shared/log-entry.ts";
import { prepared } from "../database/prepared.ts";
import { rankOf } from "./level-rank.ts";
import { trigramsOf } from "./search-text.ts";

/*
 * How a query is answered soon, however many entries there are. SQLite cannot know how common a word is, so the
 * way is chosen here, by a few looks at the index that take some milliseconds at most.
 */

/** What an entry must be like, as SQL. */
interface Condition {
  sql: string;
  values: (string | number)[];
  /** An index of the entries that fulfil it, in the order of their sequence; null: the table itself. */
  index: string | null;
}

/** Where candidates come from; each of them is compared with all conditions and words. */
export type CandidateSource =
  /** Few entries fulfil one of the conditions: those of its index. */
  | { kind: "few"; index: string | null }
  /** Few hold these trigrams. */
  | { kind: "trigrams"; match: string }
  /** Many: they are looked at one after the other, in the order of this index, until enough are found. */
  | { kind: "many"; index: string | null };

/** So many entries are compared in some 10 ms. */
const FEW_ENTRIES = 20_000;
/** How common a trigram is, is judged by its newest so many occurrences. */
const SAMPLED_OCCURRENCES = 1_000;
/** Stands for a place where there are not so many occurrences. */
const FEWER_THAN_SAMPLED = -1;
/** A trigram in every so manieth entry narrows nothing down: a look at every entry finds as much, as soon. */
const COMMON_AMONG = 10;
/** Each trigram of a search costs a walk along all of its occurrences; the rarest few leave hardly a candidate. */
const MAX_TRIGRAMS = 4;
/** Of a long text, so many are judged. */
const MAX_JUDGED_TRIGRAMS = 32;

/** The conditions of a query, other than its free text. */
export function conditionsOf(query: LogQuery): Condition[] {
  const conditions: Condition[] = [];
  const require = (sql: string, value: string | number | undefined, index: string | null): void => {
    if (value !== undefined) conditions.push({ sql, values: [value], index });
  };
  require("entries.sequence < ?", query.before, null);
  require("entries.sequence > ?", query.after, null);
  require("entries.run_id = ?", query.runId, "entries_by_run");
  require("entries.job_id = ?", query.jobId, "entries_by_job");
  require("entries.repository_id = ?", query.repositoryId, "entries_by_repository");
  require("entries.code = ?", query.code, "entries_by_code");
  if (query.level && query.level !== "debug") {
    // Written out, not bound: SQLite uses a partial index only when it sees the same condition.
    const sql = `entries.level >= ${rankOf(query.level)}`;
    conditions.push({ sql, values: [], index: `entries_from_${query.level}` });
  }
  return conditions;
}

/** Decides where the candidates of a search come from. */
export function chooseSource(
  index: Database.Database,
  conditions: readonly Condition[],
  words: readonly string[],
): CandidateSource {
  const trigrams = rarestTrigrams(index, trigramsOf(words));
  const byTrigrams: CandidateSource = {
    kind: "trigrams",
    match: trigrams.map(({ trigram }) => quoteForFts(trigram)).join(" AND "),
  };
  const [rarest] = trigrams;
  if (rarest?.reachesBackTo === FEWER_THAN_SAMPLED) return byTrigrams;
  const narrow = conditions.find((condition) => isFew(index, condition));
  if (narrow) return { kind: "few", index: narrow.index };
  if (rarest && !isCommon(index, rarest.reachesBackTo)) return byTrigrams;
  return { kind: "many", index: conditions.find((condition) => condition.index)?.index ?? null };
}

function isFew(index: Database.Database, condition: Condition): boolean {
  const found = prepared<{ count: number }>(
    index,
    `SELECT count(*) AS count FROM (SELECT 1 FROM entries ${indexedBy(condition.index)} WHERE ${condition.sql} LIMIT ${FEW_ENTRIES})`,
  ).get(...condition.values)!;
  return found.count < FEW_ENTRIES;
}

/** Tells SQLite which index to use; without statistics it cannot choose between two. */
export function indexedBy(index: string | null): string {
  return index === null ? "NOT INDEXED" : `INDEXED BY ${index}`;
}

interface JudgedTrigram {
  trigram: string;
  /** The place of the oldest of its sampled occurrences: the further back, the rarer it is. */
  reachesBackTo: number;
}

/** The few rarest of the trigrams, the rarest first. */
function rarestTrigrams(index: Database.Database, trigrams: readonly string[]): JudgedTrigram[] {
  const step = Math.max(1, Math.ceil(trigrams.length / MAX_JUDGED_TRIGRAMS));
  return trigrams
    .filter((_, place) => place % step === 0)
    .map((trigram) => ({ trigram, reachesBackTo: sampleOccurrences(index, trigram) }))
    .toSorted((one, other) => one.reachesBackTo - other.reachesBackTo)
    .slice(0, MAX_TRIGRAMS);
}

function sampleOccurrences(index: Database.Database, trigram: string): number {
  const oldest = prepared<{ rowid: number }>(
    index,
    `SELECT rowid FROM entry_trigrams WHERE entry_trigrams MATCH ?
     ORDER BY rowid DESC LIMIT 1 OFFSET ${SAMPLED_OCCURRENCES - 1}`,
  ).get(quoteForFts(trigram));
  return oldest?.rowid ?? FEWER_THAN_SAMPLED;
}

/** Whether the sampled occurrences lie among few entries. */
function isCommon(index: Database.Database, reachesBackTo: number): boolean {
  const most = SAMPLED_OCCURRENCES * COMMON_AMONG;
  const newer = prepared<{ count: number }>(
    index,
    `SELECT count(*) AS count FROM (SELECT 1 FROM entries NOT INDEXED WHERE sequence >= ? LIMIT ${most})`,
  ).get(reachesBackTo)!;
  return newer.count < most;
}

/** A string of FTS5's query language, in which nothing else has a meaning. */
const quoteForFts = (text: string) => `"${text.replaceAll('"', '""')}"`;
