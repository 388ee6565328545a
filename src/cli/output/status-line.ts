import type { Writable } from "node:stream";

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";
const clearToEnd = "\u001b[K";

/**
 * One line at the bottom of a terminal, redrawn in place. Each redraw is a single write that overwrites the old
 * text before it clears the rest, so nothing flickers.
 */
export class StatusLine {
  readonly #stream: Writable;
  #shown: string | null = null;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (text === this.#shown) return;
    const start = this.#shown === null ? hideCursor : "";
    this.#stream.write(`${start}\r${text}${clearToEnd}`);
    this.#shown = text;
  }

  /** Lets `write` print whole lines where the status was; the status then stands below them. */
  stepAside(write: () => void): void {
    if (this.#shown === null) return write();
    this.#stream.write(`\r${clearToEnd}`);
    write();
    this.#stream.write(this.#shown);
  }

  hide(): void {
    if (this.#shown === null) return;
    this.#stream.write(`\r${clearToEnd}${showCursor}`);
    this.#shown = null;
  }
}
