import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogEntry, LogQuery } from "../../../src/shared/log-entry.ts";
import { listLogFiles, logFilePath } from "../../../src/core/log/log-files.ts";
import { closeLogIndex } from "../../../src/core/log/log-index.ts";
import { indexLog, searchLog } from "../../../src/core/log/search-log.ts";
import { entry, messagesInFiles, temporaryLog, temporaryLogFolder } from "./temporary-log.ts";

/** A folder whose log holds these entries. */
function folderWith(...entries: Partial<LogEntry>[]): string {
  const { log, directory } = temporaryLog();
  for (const facts of entries) log.write(entry(facts));
  void log.flush();
  return directory;
}

const messagesOf = (directory: string, query: LogQuery = {}) =>
  searchLog(directory, query).entries.map(({ message }) => message);

describe("a search finds", () => {
  test("every entry that reached the file, newest last, as it was written", async () => {
    const { log, directory } = temporaryLog();
    const first = entry({ runId: 1, jobId: 2, organizationId: 3, repositoryId: 4, code: "network/reset" });
    const second = entry({ data: { method: "GET", status: 200, retried: false, body: null } });
    log.write(first);
    log.write(second);
    await log.flush();
    const { entries, olderBefore } = searchLog(directory, {});
    expect(entries).toEqual([
      { ...first, sequence: expect.any(Number) },
      { ...second, sequence: expect.any(Number) },
    ]);
    expect(entries[0]!.sequence).toBeLessThan(entries[1]!.sequence);
    expect(olderBefore).toBeNull();
  });

  test("a level and those above it", () => {
    const directory = folderWith(
      ...(["debug", "info", "warn", "error"] as const).map((level) => ({ level, message: level })),
    );
    expect(messagesOf(directory, { level: "debug" })).toEqual(["debug", "info", "warn", "error"]);
    expect(messagesOf(directory, { level: "warn" })).toEqual(["warn", "error"]);
  });

  test("a run, a job, a repository, a code, and all of them at once", () => {
    const directory = folderWith(
      { message: "a", runId: 1, jobId: 7, repositoryId: 70, code: "network/reset" },
      { message: "b", runId: 1, jobId: 8, repositoryId: 70 },
      { message: "c", runId: 2, jobId: 7, code: "network/reset" },
      { message: "d" },
    );
    expect(messagesOf(directory, { runId: 1 })).toEqual(["a", "b"]);
    expect(messagesOf(directory, { jobId: 7 })).toEqual(["a", "c"]);
    expect(messagesOf(directory, { repositoryId: 70 })).toEqual(["a", "b"]);
    expect(messagesOf(directory, { code: "network/reset" })).toEqual(["a", "c"]);
    expect(messagesOf(directory, { runId: 1, jobId: 7, repositoryId: 70, code: "network/reset" })).toEqual([
      "a",
    ]);
    expect(messagesOf(directory, { runId: 3 })).toEqual([]);
  });
});

describe("free text", () => {
  const directoryOf = () =>
    folderWith(
      {
        event: "request.answered",
        message: "GET /repos/octo/site",
        data: { status: 502, requestId: "AB12:34" },
      },
      { event: "run.ended", message: "100% done, nothing_left", code: "verify/mismatch" },
      { event: "page.stored", message: "Überraschung für 東京チーム 🎉" },
    );

  test.each([
    ["within the event", "quest.ans", 0],
    ["within the message", "octo/si", 0],
    ["in data, with its name", "status=502", 0],
    ["in data, whatever the case", "ab12:34", 0],
    ["in the code", "verify/mis", 1],
    ["of one character", "%", 1],
    ["of two characters", "_l", 1],
    ["beyond ASCII, whatever the case", "ÜBERRASCHUNG", 2],
    ["of two characters beyond ASCII", "東京", 2],
    ["of an emoji", "🎉", 2],
  ])("is found %s: %s", (_where, search, index) => {
    const directory = directoryOf();
    expect(messagesOf(directory, { search })).toEqual([messagesInFiles(directory)[index]]);
  });

  test.each([
    ["several words, anywhere and in any order", "502 answered", 1],
    ["words of which one is missing", "502 missing", 0],
    ["a phrase in quotes", '"done, nothing"', 1],
    ["a phrase that occurs only in pieces", '"nothing done"', 0],
    ["pieces that occur, but not together", "answerepo", 0],
    ["characters that mean something to SQL or FTS", '%" OR * NEAR(a b) -x', 0],
    ["only spaces, which ask for nothing", "   ", 3],
    ["a control character", "\u0000", 0],
  ])("%s", (_what, search, found) => {
    expect(messagesOf(directoryOf(), { search })).toHaveLength(found);
  });

  test("agrees with a plain comparison, for any text and any search, with and without a narrow condition", () => {
    const word = string({ unit: constantFrom(..."abcABÄä東\"%_*'-"), minLength: 1, maxLength: 6 });
    const { log, directory } = temporaryLog({ maxFileBytes: 5_000 });
    const messages: string[] = [];
    assert(
      property(
        array(word, { maxLength: 3 }),
        word.map((text) => text.replaceAll('"', "")),
        (words, search) => {
          messages.push(words.join(" "));
          log.write(entry({ event: "", message: messages.at(-1)!, level: "warn", repositoryId: 1 }));
          const expected = messages.filter((message) => message.toLowerCase().includes(search.toLowerCase()));
          expect(messagesOf(directory, { search, limit: 1000 })).toEqual(expected);
          expect(messagesOf(directory, { search, limit: 1000, repositoryId: 1 })).toEqual(expected);
        },
      ),
    );
  });
});

describe("pages", () => {
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${from + index}`);
  const tenEntries = () => folderWith(...numbers(0, 10).map((message) => ({ message })));

  test("go back from the newest, and say whether there is more", () => {
    const directory = tenEntries();
    const newest = searchLog(directory, { limit: 4 });
    expect(newest.entries.map(({ message }) => message)).toEqual(numbers(6, 10));
    expect(newest.olderBefore).toBe(newest.entries[0]!.sequence);
    const older = searchLog(directory, { limit: 4, before: newest.olderBefore! });
    expect(older.entries.map(({ message }) => message)).toEqual(numbers(2, 6));
    const oldest = searchLog(directory, { limit: 4, before: older.entries[0]!.sequence });
    expect(oldest.entries.map(({ message }) => message)).toEqual(numbers(0, 2));
    expect(oldest.olderBefore).toBeNull();
  });

  test("exactly full, there is no older one", () => {
    expect(searchLog(tenEntries(), { limit: 10 }).olderBefore).toBeNull();
  });

  test("of a live tail go forward, and skip nothing however much came at once", async () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ level: "warn", message: "seen" }));
    let last = searchLog(directory, {}).entries.at(-1)!.sequence;
    for (const message of numbers(0, 10)) log.write(entry({ level: "warn", message }));
    const tailed: string[] = [];
    for (let page = searchLog(directory, { after: last, limit: 3 }); page.entries.length > 0;) {
      tailed.push(...page.entries.map(({ message }) => message));
      last = page.entries.at(-1)!.sequence;
      page = searchLog(directory, { after: last, limit: 3 });
    }
    expect(tailed).toEqual(numbers(0, 10));
  });

  test("keep to free text in both directions", () => {
    const directory = folderWith(
      ...numbers(0, 6).map((number) => ({ message: `${number} ${+number % 2 ? "odd" : "even"}` })),
    );
    const [first, , third] = searchLog(directory, { search: "even" }).entries;
    expect(messagesOf(directory, { search: "even", before: third!.sequence, limit: 1 })).toEqual(["2 even"]);
    expect(messagesOf(directory, { search: "even", after: first!.sequence, limit: 1 })).toEqual(["2 even"]);
  });
});

describe("a search that takes long", () => {
  /** Without patience an answer looks at the least that it may. */
  const NO_PATIENCE_MS = 0;
  /** More than can be looked at in one go. */
  const ENTRIES = 25_000;
  const manyFiles = () => {
    const { log, directory } = temporaryLog({ maxFileBytes: 150_000, maxFiles: 1_000 });
    for (let number = 0; number < ENTRIES; number += 1) {
      log.write(entry({ message: `${number % 1_000 === 0 ? "§" : ""}${number}` }));
    }
    void log.flush();
    return directory;
  };

  test("answers in between, and all its answers together are the whole of it", { timeout: 30_000 }, () => {
    const directory = manyFiles();
    const found: string[] = [];
    let answers = 0;
    for (let before = Number.MAX_SAFE_INTEGER, older: number | null = before; older !== null; answers += 1) {
      const page = searchLog(directory, { search: "§", before }, NO_PATIENCE_MS);
      found.unshift(...page.entries.map(({ message }) => message));
      older = page.olderBefore;
      before = older ?? before;
    }
    const expected = messagesInFiles(directory).filter((message) => message.includes("§"));
    expect(found).toEqual(expected);
    expect(answers).toBeGreaterThan(2);
  });

  test("goes on after what it has looked at when it follows the log", { timeout: 30_000 }, () => {
    const directory = manyFiles();
    const found: string[] = [];
    let after = -1;
    let last: number;
    do {
      last = after;
      const page = searchLog(directory, { search: "§", after }, NO_PATIENCE_MS);
      found.push(...page.entries.map(({ message }) => message));
      after = page.newerAfter;
    } while (after !== last);
    expect(found).toEqual(messagesInFiles(directory).filter((message) => message.includes("§")));
  });
});

test(
  "common and rare words, alone and with conditions, find the same as a plain comparison",
  { timeout: 30_000 },
  () => {
    const { log, directory } = temporaryLog({ maxFileBytes: 500_000, maxFiles: 1_000 });
    const written: LogEntry[] = [];
    for (let number = 0; number < 25_000; number += 1) {
      const rare = number % 5_000 === 17 ? " zanzibar" : "";
      written.push(
        entry({
          level: number % 4_000 === 0 ? "error" : "debug",
          message: `request answered ${number}${rare}`,
          runId: number < 24_000 ? 1 : 2,
          repositoryId: number % 3,
        }),
      );
      log.write(written.at(-1)!);
    }
    void log.flush();
    const queries: LogQuery[] = [
      ...["answered", "zanzibar", "answered zanzibar", "answered 777", "xx", "7"].map((search) => ({
        search,
      })),
      { search: "answered", runId: 1 },
      { search: "answered", runId: 2 },
      { search: "zanzibar", runId: 1, repositoryId: 2 },
      { search: "answered", level: "error" },
      { runId: 1, repositoryId: 1 },
      { runId: 1, level: "error" },
    ];
    for (const query of queries) {
      const expected = written.filter(
        ({ message, level, runId, repositoryId }) =>
          (query.search ?? "").split(" ").every((word) => message.includes(word)) &&
          (query.level === undefined || level === query.level) &&
          (query.runId === undefined || runId === query.runId) &&
          (query.repositoryId === undefined || repositoryId === query.repositoryId),
      );
      expect(allOf(directory, query)).toEqual(expected.map(({ message }) => message));
    }
  },
);

/** The messages of all pages of a query, oldest first. */
function allOf(directory: string, query: LogQuery): string[] {
  const found: string[][] = [];
  let before: number | null = Number.MAX_SAFE_INTEGER;
  while (before !== null) {
    const page = searchLog(directory, { ...query, before, limit: 1000 });
    found.unshift(page.entries.map(({ message }) => message));
    before = page.olderBefore;
  }
  return found.flat();
}

describe("the index follows the files", () => {
  test("an entry is found as soon as it is in a file, whoever wrote it", () => {
    const directory = temporaryLogFolder();
    const [one, other] = [temporaryLog({ directory }).log, temporaryLog({ directory }).log];
    one.write(entry({ level: "warn", message: "from one" }));
    expect(messagesOf(directory)).toEqual(["from one"]);
    other.write(entry({ level: "warn", message: "from the other" }));
    expect(messagesOf(directory)).toEqual(["from one", "from the other"]);
  });

  test("entries of deleted files are gone from it", () => {
    const { log, directory } = temporaryLog({ maxFileBytes: 1_000, maxFiles: 2 });
    for (let index = 0; index < 50; index += 1) {
      log.write(entry({ level: "warn", message: `number ${index}` }));
      expect(messagesOf(directory, { search: "number" })).toEqual(messagesInFiles(directory));
    }
    expect(listLogFiles(directory)[0]!.number).toBeGreaterThan(1);
  });

  test("half a line waits until it is whole", () => {
    const directory = folderWith({ message: "whole" });
    const line = JSON.stringify(entry({ message: "in two pieces" }));
    writeFileSync(logFilePath(directory, 1), line.slice(0, 20), { flag: "a" });
    expect(messagesOf(directory)).toEqual(["whole"]);
    writeFileSync(logFilePath(directory, 1), `${line.slice(20)}\n`, { flag: "a" });
    expect(messagesOf(directory)).toEqual(["whole", "in two pieces"]);
  });

  test("lines that are no entries are passed over", () => {
    const directory = folderWith({ message: "first" });
    writeFileSync(logFilePath(directory, 1), '\n{"at":1,"lev\nnull\n{"at":"x"}\n', { flag: "a" });
    const { log } = temporaryLog({ directory });
    log.write(entry({ level: "warn", message: "last" }));
    expect(messagesOf(directory)).toEqual(["first", "last"]);
  });

  test("a file that lost its end is read anew", () => {
    const directory = folderWith({ message: "kept" }, { message: "lost" });
    expect(messagesOf(directory)).toEqual(["kept", "lost"]);
    const firstLine = readFileSync(logFilePath(directory, 1), "utf8").indexOf("\n") + 1;
    truncateSync(logFilePath(directory, 1), firstLine);
    expect(messagesOf(directory)).toEqual(["kept"]);
  });

  test("files of many megabytes are taken in whole", { timeout: 30_000 }, () => {
    const { log, directory } = temporaryLog({ maxFileBytes: 3_000_000 });
    for (let index = 0; index < 6_000; index += 1) {
      log.write(entry({ message: `${index} ${"東x".repeat(200)}` }));
    }
    void log.flush();
    expect(listLogFiles(directory).length).toBeGreaterThan(1);
    let found = 0;
    for (let before: number | undefined; ;) {
      const page = searchLog(directory, { limit: 1000, search: "東x東", ...(before ? { before } : {}) });
      found += page.entries.length;
      if (page.olderBefore === null) break;
      before = page.olderBefore;
    }
    expect(found).toBe(6_000);
  });
});

describe("an index that cannot be used is built anew from the files, with the same sequences:", () => {
  const indexPath = (directory: string) => join(directory, "log.db");

  /** Changes the bytes of an index that no thread has open. */
  function rewrite(directory: string, change: (bytes: Buffer) => Buffer): void {
    closeLogIndex(directory);
    writeFileSync(indexPath(directory), change(readFileSync(indexPath(directory))));
  }

  test.each<[string, (directory: string) => void]>([
    ["a missing one", (directory) => rmSync(indexPath(directory))],
    [
      "one that is no database",
      (directory) => rewrite(directory, () => Buffer.from("no database ".repeat(1_000))),
    ],
    ["one with damaged pages", (directory) => rewrite(directory, (bytes) => bytes.fill(0xff, 4_096))],
    [
      // `user_version` lies at offset 60 (sqlite.org/fileformat2.html, "The Database Header").
      "one of another version",
      (directory) => rewrite(directory, (bytes) => (bytes.writeUInt32BE(9_999, 60), bytes)),
    ],
  ])("%s", (_which, harm) => {
    const directory = folderWith({ message: "one" }, { message: "two", level: "error" });
    const before = searchLog(directory, {});
    harm(directory);
    expect(searchLog(directory, {})).toEqual(before);
    expect(messagesOf(directory, { search: "two", level: "error" })).toEqual(["two"]);
  });

  test("the damaged one is set aside, for whoever wants to know why", () => {
    const directory = folderWith({});
    searchLog(directory, {});
    rewrite(directory, () => Buffer.from("no database ".repeat(1_000)));
    searchLog(directory, {});
    expect(readFileSync(`${indexPath(directory)}.damaged`, "utf8")).toContain("no database");
  });
});

test("nothing logged yet is an empty page", () => {
  expect(searchLog(temporaryLogFolder(), {})).toEqual({ entries: [], olderBefore: null, newerAfter: -1 });
});

test("threads that index the same files at once take each entry once", { timeout: 30_000 }, async () => {
  const { log, directory } = temporaryLog();
  for (let index = 0; index < 5_000; index += 1) log.write(entry({ message: `number ${index}` }));
  await log.flush();
  const url = new URL("../../../src/core/log/search-log.ts", import.meta.url).href;
  const script = `
    import { indexLog } from ${JSON.stringify(url)};
    indexLog(${JSON.stringify(directory)});`;
  const threads = [1, 2, 3].map(
    () => new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`)),
  );
  await Promise.all(
    threads.map((thread) => new Promise((resolve, reject) => thread.on("exit", resolve).on("error", reject))),
  );
  indexLog(directory);
  const found = new Set<number>();
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const page = searchLog(directory, { limit: 1000, before });
    for (const { message } of page.entries) found.add(Number(message.slice("number ".length)));
    if (page.olderBefore === null) break;
    before = page.olderBefore;
  }
  expect(found.size).toBe(5_000);
});
