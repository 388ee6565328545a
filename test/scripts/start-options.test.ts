import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parseStartOptions } from "../../scripts/start/options.ts";

const here = resolve("/home/person");

test("nothing said means the usual data directory", () => {
  expect(parseStartOptions([], {}, here)).toEqual({
    dataDirectory: null,
    retryElectron: false,
    help: false,
  });
});

test("a data directory is meant from where the person is", () => {
  expect(parseStartOptions(["--data-dir", "d"], {}, here)).toMatchObject({
    dataDirectory: join(here, "d"),
  });
  expect(parseStartOptions([], { ONRAMP_DATA_DIR: "e" }, here)).toMatchObject({
    dataDirectory: join(here, "e"),
  });
  expect(parseStartOptions(["--data-dir=d"], { ONRAMP_DATA_DIR: "e" }, here)).toMatchObject({
    dataDirectory: join(here, "d"),
  });
});

test.each([
  [["--retry"], /--retry/],
  [["--data-dir"], /--data-dir/],
  [["--data-dir="], /--data-dir needs/],
  [["chromium"], /chromium/],
])("%j is wrong, and what is wrong is said in one sentence", (args, sentence) => {
  const options = parseStartOptions(args, {}, here);
  expect(options).toEqual({ wrong: expect.stringMatching(sentence) });
});
