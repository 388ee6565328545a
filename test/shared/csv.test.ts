import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRecord } from "../../src/shared/csv.ts";

test("a record ends with CRLF, and what needs it is quoted", () => {
  expect(csvRecord(["a", 'say "hi"', "b,c", "two\nlines", "", null, 1.5, true])).toBe(
    'a,"say ""hi""","b,c","two\nlines",,,1.5,true\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://evil","x")'])(
  "a spreadsheet shows the text %j as a text",
  (text) => {
    const [field] = parseCsv(csvRecord([text]))[0]!;
    expect(field).toBe(`'${text}`);
  },
);

test("numbers stay numbers, also negative ones", () => {
  expect(csvRecord([-1, 0])).toBe("-1,0\r\n");
});

test("any text comes back as it was, but for the apostrophe", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (texts) => {
      const [back] = parseCsv(csvRecord(texts));
      expect(back?.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(
        texts.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, "")),
      );
    }),
  );
});

/** A reader of RFC 4180, written on its own. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        field += text[at];
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== "," && !text.startsWith("\r\n", at)) field += text[at++];
    }
    record.push(field);
    if (text[at] === ",") at += 1;
    else {
      at += 2;
      records.push(record);
      record = [];
    }
  }
  return records;
}
