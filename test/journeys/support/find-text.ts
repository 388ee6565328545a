import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a text is found, in any form it may be written: files below the directory, and values that were told. */
export function findText(directory: string, text: string, told: readonly unknown[]): string[] {
  const bytes = Buffer.from(text);
  const forms = [
    text,
    // A text's base64 depends on where in a longer one it begins.
    ...[0, 1, 2].map((before) => innerBase64(bytes, before)),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    // As Windows and Chromium keep text.
    Buffer.from(text, "utf16le").toString("latin1"),
    encodeURIComponent(text),
    JSON.stringify([...bytes]).slice(1, -1),
  ];
  const holds = (content: string): boolean => forms.some((form) => content.includes(form));
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return [
    ...files.filter((file) => holds(readIfThere(file))),
    ...told.map((it) => JSON.stringify(it)).filter(holds),
  ];
}

/** A browser that ends at this moment still tidies up. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** What of a text's base64 is the same whatever stands around it, when `before` bytes stand before it. */
function innerBase64(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  return encoded.slice(before === 0 ? 0 : before + 1, -2);
}
