import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReader, type Reader } from "../../src/core/reader/reader.ts";
import type { LogQuery } from "../../src/shared/log-entry.ts";
import { ONE_REPOSITORY, RARE, repositoryName, requestId, writeLog } from "./write-log.ts";

/** What one kind of query took, answer by answer. */
export interface QueryTimes {
  kind: string;
  query: LogQuery;
  /** Entries found in all answers of one round. */
  found: number;
  /** How many answers it takes until the query is at its end, or has a full page. */
  answers: number;
  answerMs: number[];
}

export interface SearchMeasurement {
  writeMs: number;
  indexMs: number;
  fileBytes: number;
  indexBytes: number;
  queries: QueryTimes[];
}

const PAGE_SIZE = 300;
const ROUNDS = 25;
const WORKER = new URL("../../src/workers/reader-worker.ts", import.meta.url);

/** Writes a log of so many entries, and asks the reader's thread of it as the viewer does. */
export async function measureSearch(entries: number): Promise<SearchMeasurement> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "onramp-bench-log-"));
  const logDirectory = join(dataDirectory, "logs");
  mkdirSync(logDirectory);
  const reader = createReader({ workerFile: WORKER, dataDirectory, logDirectory });
  try {
    const writeMs = await timeOf(() => writeLog(logDirectory, entries));
    const indexMs = await timeOf(() => reader.indexLog());
    const queries: QueryTimes[] = [];
    for (const [kind, query] of queriesOf(entries)) queries.push(await measureQuery(reader, kind, query));
    return { writeMs, indexMs, ...sizesOf(logDirectory), queries };
  } finally {
    await reader.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** What people look for, and what is hard to find. */
function queriesOf(entries: number): [string, LogQuery][] {
  return [
    ["the newest entries", {}],
    ["a level: errors", { level: "error" }],
    ["a run, long ago", { runId: 3 }],
    ["a repository", { repositoryId: ONE_REPOSITORY }],
    ["a job", { jobId: 777 }],
    ["a code", { code: "network/timeout" }],
    ["a common word", { search: "answered" }],
    ["two common words", { search: "pullrequestpage 200" }],
    ["a rare word, at the beginning", { search: RARE.oldest }],
    ["a rare word, in the middle", { search: RARE.middle }],
    ["a request's id", { search: requestId(entries >> 3) }],
    ["a phrase", { search: '"is not tried again"' }],
    ["part of a name", { search: repositoryName(ONE_REPOSITORY).slice(4) }],
    ["a common word in an old run", { runId: 3, search: "answered" }],
    ["a rare word among warnings", { level: "warn", search: RARE.middle }],
    ["a code and a word", { code: "network/timeout", search: "retrying" }],
    ["no match: an unknown word", { search: "xylophone" }],
    ["no match: of common pieces", { search: "durationms=777777" }],
    ["no match: a long line", { search: '"post pullrequestpage: 200 after 39 ms"' }],
    ["no match: two characters", { search: "§q" }],
  ];
}

async function measureQuery(reader: Reader, kind: string, query: LogQuery): Promise<QueryTimes> {
  const times: QueryTimes = { kind, query, found: 0, answers: 0, answerMs: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    let found = 0;
    let answers = 0;
    for (let before: number | null | undefined; before !== null && found < PAGE_SIZE; answers += 1) {
      const startedAt = performance.now();
      const page = await reader.searchLog({
        ...query,
        limit: PAGE_SIZE - found,
        ...(before === undefined ? {} : { before }),
      });
      times.answerMs.push(performance.now() - startedAt);
      if (!page.ok) throw new Error(`${kind}: ${page.failure.code}`);
      found += page.value.entries.length;
      before = page.value.olderBefore;
    }
    Object.assign(times, { found, answers });
  }
  return times;
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function sizesOf(directory: string): Pick<SearchMeasurement, "fileBytes" | "indexBytes"> {
  let fileBytes = 0;
  let indexBytes = 0;
  for (const name of readdirSync(directory)) {
    const { size } = statSync(join(directory, name));
    if (name.endsWith(".jsonl")) fileBytes += size;
    else indexBytes += size;
  }
  return { fileBytes, indexBytes };
}
