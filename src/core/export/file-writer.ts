import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { basename } from "node:path";
import type { ExportedFile } from "../../shared/export.ts";

const CHUNK_BYTES = 256 * 1024;

/** Writes a new file piece by piece, holding one chunk of it at most. The person alone may read it. */
export class FileWriter {
  readonly #path: string;
  readonly #file: number;
  readonly #hash = createHash("sha256");
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #bytes = 0;

  /** Throws Node's own error, here and in the methods, when the file cannot be written. */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, "wx", 0o600);
  }

  write(text: string): void {
    this.#waiting.push(text);
    this.#waitingCharacters += text.length;
    if (this.#waitingCharacters >= CHUNK_BYTES) this.#flush();
  }

  /** Ends the file; what was written is on the disk then. */
  end(rows: number | null): ExportedFile {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
    return { name: basename(this.#path), rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Closes a file that will not be finished. */
  abandon(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    const chunk = Buffer.from(this.#waiting.join(""));
    this.#waiting = [];
    this.#waitingCharacters = 0;
    this.#hash.update(chunk);
    this.#bytes += chunk.byteLength;
    for (let written = 0; written < chunk.byteLength;) {
      written += writeSync(this.#file, chunk, written);
    }
  }
}
