import { styleText } from "node:util";
import { makePlain } from "./plain-text.ts";

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** A piece of a line. Text and style travel apart, so that nothing but `paintLine` writes escape codes. */
export type Span = string | { text: string; style: Style };

/** A line of human-readable output, not yet made safe or coloured. */
export type Line = Span | readonly Span[];

/** Gives a text a style. */
export const styled = (style: Style, text: string): Span => ({ text, style });

export function spansOf(line: Line): readonly Span[] {
  return isSpan(line) ? [line] : line;
}

export function textOf(span: Span): string {
  return typeof span === "string" ? span : span.text;
}

/** The line as it is written: every text made plain, styles as ANSI codes only when colours are wanted. */
export function paintLine(line: Line, hasColors: boolean): string {
  return spansOf(line)
    .map((span) => {
      const plain = makePlain(textOf(span));
      return hasColors && typeof span !== "string"
        ? styleText(span.style, plain, { validateStream: false })
        : plain;
    })
    .join("");
}

/** How many columns a terminal needs for the text, once made plain. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of makePlain(text)) columns += columnsOf(character);
  return columns;
}

/** The text cut to fit, with an ellipsis in the last column when something was cut. */
export function fitText(text: string, maxColumns: number): string {
  if (displayWidth(text) <= maxColumns) return text;
  let fitted = "";
  let columns = 0;
  for (const character of makePlain(text)) {
    columns += columnsOf(character);
    if (columns > maxColumns - 1) break;
    fitted += character;
  }
  return maxColumns > 0 ? `${fitted}…` : "";
}

/** The line cut to fit, its styles kept. */
export function fitLine(line: Line, maxColumns: number): Line {
  const fitted: Span[] = [];
  let columnsLeft = maxColumns;
  for (const span of spansOf(line)) {
    const text = fitText(textOf(span), columnsLeft);
    fitted.push(typeof span === "string" ? text : { ...span, text });
    columnsLeft -= displayWidth(text);
    if (text !== textOf(span)) break;
  }
  return fitted;
}

const zeroWidth = /^[\p{Mn}\p{Me}\u200c\u200d]$/u;
const doubleWidth =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;

/** An estimate that holds for East Asian scripts and emoji; terminals differ in the rest. */
function columnsOf(character: string): number {
  if (zeroWidth.test(character)) return 0;
  return doubleWidth.test(character) ? 2 : 1;
}

function isSpan(line: Line): line is Span {
  return typeof line === "string" || "text" in line;
}
