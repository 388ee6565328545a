import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { displayWidth, fitLine, fitText, paintLine, styled } from "../../src/cli/output/line.ts";
import { Output, type TerminalStream } from "../../src/cli/output/output.ts";
import { makePlain, toJsonLine } from "../../src/cli/output/plain-text.ts";

/** Escapes that recolour, clear, retitle or write to the clipboard; a bell; a bidirectional override; a tag. */
const HOSTILE =
  "a\u001b[31mred\u001b]0;title\u0007\u009b2J\u202egnp.exe\u2066\u200f\u061c\u{e0041}\u0000\u007f\u2028b\r\nc";

test("nothing of a hostile text reaches the terminal but visible characters on one line", () => {
  const plain = makePlain(HOSTILE);
  expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(plain).toContain("red");
  expect(paintLine([styled("bold", HOSTILE), HOSTILE], false)).toBe(plain + plain);
});

test("names in any script, and emoji made of several characters, stay as they are", () => {
  for (const text of ["Zoë Ångström", "実装を直す", "עברית", "می‌خواهم", "👩‍👩‍👧 family"]) {
    expect(makePlain(text)).toBe(text);
  }
});

test("a line of JSON holds no control or invisible format character, and parses back to the same", () => {
  const line = toJsonLine({ title: HOSTILE });
  expect(line).not.toMatch(/[[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]--[\u200c\u200d]]/v);
  expect(JSON.parse(line)).toEqual({ title: HOSTILE });
});

test("text is cut by the columns it takes on a terminal", () => {
  expect(displayWidth("実装 ok")).toBe(7);
  expect(fitText("実装を直す", 6)).toBe("実装…");
  expect(fitText("short", 5)).toBe("short");
  expect(paintLine(fitLine([styled("red", "abcdef"), "ghi"], 5), false)).toBe("abcd…");
});

/** A stream that remembers what was written to it. */
function recorder(properties: { isTTY?: boolean; columns?: number } = {}) {
  const stream: TerminalStream = Object.assign(new PassThrough(), properties);
  let text = "";
  stream.on("data", (chunk) => (text += String(chunk)));
  return { stream, text: () => text };
}

test("colours are written to a terminal only, and not with NO_COLOR", () => {
  const written = (isTTY: boolean, env: Record<string, string>): string => {
    const stdout = recorder({ isTTY });
    const output = new Output({ stdout: stdout.stream, stderr: recorder().stream, env, json: false });
    output.print([styled("green", "fine")]);
    return stdout.text();
  };
  expect(written(true, {})).toBe("\u001b[32mfine\u001b[39m\n");
  expect(written(true, { NO_COLOR: "1" })).toBe("fine\n");
  expect(written(true, { TERM: "dumb" })).toBe("fine\n");
  expect(written(false, {})).toBe("fine\n");
});

test("with --json standard output holds the events and nothing else", () => {
  const [stdout, stderr] = [recorder({ isTTY: true }), recorder({ isTTY: true })];
  const output = new Output({ stdout: stdout.stream, stderr: stderr.stream, env: {}, json: true });
  output.print(["for people"]);
  output.note("for people");
  output.showStatus(() => "for people");
  output.answer({ json: [{ event: "done" }], text: () => ["for people"] });
  output.failure({ code: "network/offline" });
  const events = stdout.text().trimEnd().split("\n");
  expect(events.map((line) => JSON.parse(line).event)).toEqual(["done", "failed"]);
  expect(stderr.text()).not.toContain("for people");
  expect(stderr.text()).toContain("network/offline");
});

test("the status line is redrawn in one write, steps aside for whole lines, and gives the cursor back", () => {
  const stderr = recorder({ isTTY: true, columns: 11 });
  const output = new Output({ stdout: stderr.stream, stderr: stderr.stream, env: {}, json: false });
  output.showStatus((columns) => `to ${columns} and more`);
  output.showStatus((columns) => `to ${columns} and more`);
  output.print(["a result"]);
  output.close();
  output.note("too late");
  expect(stderr.text()).toBe(
    "\u001b[?25l\rto 10 and…\u001b[K" + // cut to the columns, drawn once
      "\r\u001b[Ka result\nto 10 and…" +
      "\r\u001b[K\u001b[?25h",
  );
});

test("without a terminal there is no status line", () => {
  const stderr = recorder();
  const output = new Output({ stdout: recorder().stream, stderr: stderr.stream, env: {}, json: false });
  output.showStatus(() => "status");
  expect(output.hasStatusLine).toBe(false);
  expect(stderr.text()).toBe("");
});

test("a token that was typed in the place of a name is not shown with the failure", () => {
  const [stdout, stderr] = [recorder(), recorder()];
  const output = new Output({ stdout: stdout.stream, stderr: stderr.stream, env: {}, json: true });
  const token = `ghp_${"Canary".repeat(6)}`;
  output.failure({ code: "github/not-found", detail: `GET /repos/harborlight/${token}: Not Found` });
  expect(stdout.text() + stderr.text()).not.toContain(token);
  expect(stdout.text()).toContain("GET /repos/harborlight/");
  expect(stderr.text()).toContain("GET /repos/harborlight/");
});
