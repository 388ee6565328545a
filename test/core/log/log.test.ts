import { execFile } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { array, assert, asyncProperty, dictionary, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { listLogFiles, logFilePath } from "../../../src/core/log/log-files.ts";
import { openLog } from "../../../src/core/log/log.ts";
import { createRedactor } from "../../../src/core/log/redact.ts";
import { entry, messagesInFiles, temporaryLog, temporaryLogFolder, textOfFiles } from "./temporary-log.ts";
import { FakeClock } from "../../support/fake-clock.ts";

describe("an entry is in the file", () => {
  test("within 200 ms", () => {
    const { log, directory, clock } = temporaryLog();
    log.write(entry({ message: "a fact" }));
    clock.advance(199);
    expect(messagesInFiles(directory)).toEqual([]);
    clock.advance(1);
    expect(messagesInFiles(directory)).toEqual(["a fact"]);
  });

  test.each(["warn", "error"] as const)(
    "at once when it is of level %s, after all that came before it",
    (level) => {
      const { log, directory } = temporaryLog();
      log.write(entry({ message: "earlier" }));
      log.write(entry({ level, message: "bad news" }));
      expect(messagesInFiles(directory)).toEqual(["earlier", "bad news"]);
    },
  );

  test("as soon as flush returns, even before its promise is awaited", () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ message: "last words" }));
    void log.flush();
    expect(messagesInFiles(directory)).toEqual(["last words"]);
  });

  test("when the log is closed; what comes later is dropped", async () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ message: "in time" }));
    await log.close();
    log.write(entry({ level: "error", message: "too late" }));
    expect(messagesInFiles(directory)).toEqual(["in time"]);
  });

  test("before memory fills: a large batch does not wait", () => {
    const { log, directory } = temporaryLog();
    for (let index = 0; index < 1000; index += 1) log.write(entry({ message: `number ${index}` }));
    expect(messagesInFiles(directory).length).toBeGreaterThan(500);
  });

  test("unless it is below the minimum level", async () => {
    const { log, directory } = temporaryLog({ minimumLevel: "info" });
    log.write(entry({ level: "debug", message: "detail" }));
    log.write(entry({ level: "info", message: "fact" }));
    await log.flush();
    expect(messagesInFiles(directory)).toEqual(["fact"]);
  });
});

test("a process that is killed leaves every warning and error, with all that came before", async () => {
  const directory = temporaryLogFolder();
  const source = (path: string) => JSON.stringify(new URL(`../../../src/core/${path}`, import.meta.url).href);
  const script = `
    import { openLog } from ${source("log/log.ts")};
    import { createRedactor } from ${source("log/redact.ts")};
    import { systemClock } from ${source("ports.ts")};
    const log = openLog({ directory: ${JSON.stringify(directory)}, clock: systemClock, redactor: createRedactor() });
    const write = (level, message) => log.write({ at: 1, level, event: "test", message });
    write("info", "first"); write("debug", "second"); write("warn", "third"); write("info", "fourth");
    process.kill(process.pid, "SIGKILL");`;
  const child = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  await expect(child).rejects.toMatchObject({ signal: "SIGKILL" });
  expect(messagesInFiles(directory)).toEqual(["first", "second", "third"]);
});

describe("what is written", () => {
  test("holds no secret, in whatever field it was", async () => {
    const redactor = createRedactor();
    redactor.registerSecret("hunter2-hunter2");
    const { log, directory } = temporaryLog({ redactor });
    log.write(
      entry({
        event: "hunter2-hunter2",
        message: `told hunter2-hunter2 and ghp_${"x".repeat(36)}`,
        data: { header: "authorization: token hunter2-hunter2", "hunter2-hunter2": 1 },
      }),
    );
    await log.flush();
    expect(textOfFiles(directory)).not.toMatch(/hunter2|ghp_/);
  });

  test("cannot drive a terminal: control characters are written out", async () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ message: "\u001b[2J\u009b2J\u0007\u202egnp", data: { title: "a\u0000b\u007f\nc" } }));
    await log.flush();
    const text = textOfFiles(directory);
    expect(text).not.toMatch(/[^\n\u0020-\u007e]/);
    const stored = JSON.parse(text) as { message: string; data: { title: string } };
    expect(stored.message).toBe("<1b>[2J<9b>2J<07><202e>gnp");
    expect(stored.data.title).toBe("a<00>b<7f>\nc");
  });

  test("is one line of JSON for each entry, whatever it says", async () => {
    const text = string({ unit: "binary", maxLength: 60 });
    await assert(
      asyncProperty(array(record({ message: text, data: dictionary(text, text) })), async (facts) => {
        const { log, directory } = temporaryLog();
        for (const fact of facts) log.write(entry(fact));
        await log.close();
        expect(messagesInFiles(directory)).toHaveLength(facts.length);
      }),
      { numRuns: 50 },
    );
  });

  test("is bounded: a huge text is cut, after its secrets were taken out", async () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ message: `${"x".repeat(1990)} ghp_${"s".repeat(1_000_000)}` }));
    log.write(entry({ message: "y".repeat(1_000_000) }));
    await log.flush();
    expect(textOfFiles(directory)).not.toContain("ghp_");
    expect(textOfFiles(directory).length).toBeLessThan(20_000);
    expect(messagesInFiles(directory)[1]).toContain("(998000 more characters)");
  });

  test("says so when an entry cannot be written as JSON", async () => {
    const { log, directory } = temporaryLog();
    log.write(entry({ repositoryId: 12n as unknown as number }));
    await log.flush();
    expect(messagesInFiles(directory)).toEqual([expect.stringMatching(/could not be written: .*BigInt/)]);
  });
});

describe("the files", () => {
  test("are bounded in size and number; the newest entries stay", async () => {
    const { log, directory } = temporaryLog({ maxFileBytes: 2_000, maxFiles: 3 });
    for (let index = 0; index < 200; index += 1)
      log.write(entry({ level: "warn", message: `number ${index}` }));
    await log.flush();
    const files = listLogFiles(directory);
    expect(files).toHaveLength(3);
    expect(files.every(({ bytes }) => bytes <= 2_000)).toBe(true);
    expect(messagesInFiles(directory).at(-1)).toBe("number 199");
  });

  test.skipIf(process.platform === "win32")("are this user's alone", () => {
    const { directory } = temporaryLog();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(logFilePath(directory, 1)).mode & 0o777).toBe(0o600);
  });

  test("are gone on with at the next start, after a line that a crash cut off", async () => {
    const directory = temporaryLogFolder();
    const { log } = temporaryLog({ directory });
    log.write(entry({ message: "before" }));
    await log.close();
    appendFileSync(logFilePath(directory, 1), '{"at":1,"level":"in');
    const { log: next } = temporaryLog({ directory });
    next.write(entry({ level: "warn", message: "after" }));
    const lines = textOfFiles(directory).trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[2]!)).toMatchObject({ message: "after" });
  });

  test("take the entries of two processes, also while both begin new files", async () => {
    const directory = temporaryLogFolder();
    const limits = { directory, maxFileBytes: 1_000, maxFiles: 1_000 };
    const logs = [temporaryLog(limits).log, temporaryLog(limits).log];
    for (let index = 0; index < 100; index += 1)
      logs[index % 2]!.write(entry({ level: "warn", message: `${index}` }));
    expect(messagesInFiles(directory)).toEqual(Array.from({ length: 100 }, (_, index) => `${index}`));
    expect(listLogFiles(directory).every(({ bytes }) => bytes <= 1_000)).toBe(true);
  });

  test("are made again when someone deletes them", () => {
    const { log, directory } = temporaryLog();
    rmSync(directory, { recursive: true });
    log.write(entry({ level: "warn", message: "still here" }));
    expect(messagesInFiles(directory)).toEqual(["still here"]);
  });

  test("of other names are left alone", () => {
    const directory = temporaryLogFolder();
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "notes.jsonl"), "mine");
    const { log } = temporaryLog({ directory, maxFileBytes: 100, maxFiles: 1 });
    for (let index = 0; index < 5; index += 1) log.write(entry({ level: "warn" }));
    expect(existsSync(join(directory, "notes.jsonl"))).toBe(true);
  });
});

test("a folder that cannot be made is a named failure", () => {
  const file = join(temporaryLogFolder(), "..", "file");
  writeFileSync(file, "");
  const open = () =>
    openLog({ directory: join(file, "logs"), clock: new FakeClock(), redactor: createRedactor() });
  expect(open).toThrow(
    expect.objectContaining({ failure: expect.objectContaining({ code: "store/not-writable" }) }),
  );
});

test("a hook hears of every batch that reached the file", () => {
  const seen: string[][] = [];
  const directory = temporaryLogFolder();
  const { log, clock } = temporaryLog({ directory, onWritten: () => seen.push(messagesInFiles(directory)) });
  log.write(entry({ message: "one" }));
  log.write(entry({ message: "two" }));
  clock.advance(200);
  log.write(entry({ level: "error", message: "three" }));
  expect(seen).toEqual([
    ["one", "two"],
    ["one", "two", "three"],
  ]);
});
