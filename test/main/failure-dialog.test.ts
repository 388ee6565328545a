import { expect, test } from "vitest";
import { failureDialog, failureLines } from "../../src/main/failure-dialog.ts";

const failure = { code: "store/newer-version", detail: "onramp.db has schema 9" } as const;

test("a failure at the start is shown with what happened, in particular, and what to do", () => {
  expect(failureDialog(failure)).toEqual({
    title: "This database needs a newer Onramp",
    text: [
      "The database was written by a newer version of Onramp. It was not changed.",
      "onramp.db has schema 9",
      "Update Onramp, or choose another data directory.",
    ].join("\n\n"),
  });
});

test("a terminal gets the same with its code", () => {
  expect(failureLines(failure)).toBe(
    "This database needs a newer Onramp (store/newer-version). " +
      "The database was written by a newer version of Onramp. It was not changed. onramp.db has schema 9.\n" +
      "Update Onramp, or choose another data directory.\n",
  );
  expect(failureLines({ code: "store/full" })).not.toContain("undefined");
});
