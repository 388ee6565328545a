import { expect, test } from "vitest";
import { createRefusalLog, type Refusal } from "../../src/main/refusals.ts";
import type { LogEntry } from "../../src/shared/log-entry.ts";
import { FakeClock } from "../support/fake-clock.ts";

const refusal: Refusal = { kind: "navigation", code: "security/refused", detail: "https://evil.example/" };

function openLog() {
  const entries: LogEntry[] = [];
  const clock = new FakeClock();
  const note = createRefusalLog({ note: (entry) => entries.push(entry) }, clock);
  return { entries, clock, note };
}

test("a refusal is a warning in the log, by its code, and says what was tried", () => {
  const { entries, note, clock } = openLog();
  note(refusal);
  expect(entries).toEqual([
    {
      at: clock.now(),
      level: "warn",
      event: "window.refused",
      message: "The window was refused: navigation",
      code: "security/refused",
      data: { kind: "navigation", detail: "https://evil.example/" },
    },
  ]);
});

test("a page that tries ten thousand times leaves sixty entries a minute, and their number", () => {
  const { entries, note, clock } = openLog();
  for (let count = 0; count < 10_000; count += 1) note(refusal);
  expect(entries).toHaveLength(60);
  clock.advance(60_000);
  note(refusal);
  expect(entries).toHaveLength(62);
  expect(entries[60]).toMatchObject({ message: "The window was refused 9940 more times" });
});

test("an endless address is cut", () => {
  const { entries, note } = openLog();
  note({ ...refusal, detail: "x".repeat(100_000) });
  expect(String(entries[0]!.data!["detail"])).toHaveLength(300);
});
