import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsText, lineText } from "../../src/renderer/features/log/entry-text.ts";
import { searchWords } from "../../src/renderer/features/log/search-words.ts";
import { revealControls } from "../../src/renderer/ui/reveal-controls.ts";
import { splitMatches } from "../../src/renderer/ui/split-matches.ts";
import type { LogEntry } from "../../src/shared/log-entry.ts";

describe("text from outside", () => {
  test("shows characters that would turn or hide the text around them", () => {
    expect(revealControls("invoice\u202Efdp.exe")).toBe("invoice<U+202E>fdp.exe");
    expect(revealControls("a\u0000b\u200Fc\nd")).toBe("a<U+0000>b<U+200F>c<U+000A>d");
  });

  test.each(["naïve größer", "שלום עולם", "修复一个问题", "👩‍👩‍👧‍👦 family", "क्षत्रिय"])(
    "leaves %s as it is",
    (text) => {
      expect(revealControls(text)).toBe(text);
    },
  );
});

describe("marking what a search found", () => {
  test("the pieces are the whole text, and the marked ones are the words", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 3 }),
        (text, words) => {
          const pieces = splitMatches(text, words);
          expect(pieces.map((piece) => piece.text).join("")).toBe(text);
          for (const piece of pieces)
            if (piece.isMatch)
              expect(words.map((word) => word.toLowerCase())).toContain(piece.text.toLowerCase());
        },
      ),
    );
  });

  test("finds words whatever the case, and takes every character as it is", () => {
    expect(splitMatches("GET /a.b (502)", ["get", "(502)", "a.b"])).toEqual([
      { text: "GET", isMatch: true },
      { text: " /", isMatch: false },
      { text: "a.b", isMatch: true },
      { text: " ", isMatch: false },
      { text: "(502)", isMatch: true },
    ]);
    expect(splitMatches("aXb", ["a.b"])).toEqual([{ text: "aXb", isMatch: false }]);
  });

  test("quoted words stay together, as in the search itself", () => {
    expect(searchWords('rate "was answered" 502 "')).toEqual(["rate", "was answered", "502"]);
  });
});

test("a copied line holds time, level, event, message, facts and ids", () => {
  const entry: LogEntry = {
    at: Date.UTC(2026, 10, 24, 9, 30),
    level: "warn",
    event: "request.failed",
    message: "GitHub answered 502",
    code: "github/server-error",
    runId: 3,
    repositoryId: 12,
    data: { status: 502, path: "/graphql" },
  };
  expect(factsText(entry)).toBe("github/server-error status=502 path=/graphql");
  expect(lineText(entry)).toBe(
    "2026-11-24T09:30:00.000Z WARN  request.failed GitHub answered 502 github/server-error status=502 path=/graphql run=3 repository=12",
  );
});
