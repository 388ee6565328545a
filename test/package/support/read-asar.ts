import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file of an ASAR archive, as its header describes it. */
export interface AsarFile {
  path: string;
  size: number;
  /** Lies beside the archive, in `app.asar.unpacked`. */
  isUnpacked: boolean;
  /** Hexadecimal SHA-256 of the content. */
  sha256: string | undefined;
  content: Buffer;
}

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  offset?: string;
  unpacked?: boolean;
  integrity?: { algorithm: string; hash: string };
}

/**
 * The files of an archive (github.com/electron/asar, "Format"): four numbers of 32 bits, of which the second is the
 * length of the header and the fourth that of its JSON; the files' bytes follow.
 */
export function readAsar(archive: string): AsarFile[] {
  const bytes = readFileSync(archive);
  const header = JSON.parse(bytes.toString("utf8", 16, 16 + bytes.readUInt32LE(12))) as Entry;
  const start = 8 + bytes.readUInt32LE(4);

  function walk(entry: Entry, path: string): AsarFile[] {
    if (entry.files) {
      return Object.entries(entry.files).flatMap(([name, inner]) => walk(inner, join(path, name)));
    }
    const { size = 0, offset, unpacked = false, integrity } = entry;
    const content = unpacked
      ? readFileSync(join(`${archive}.unpacked`, path))
      : bytes.subarray(start + Number(offset), start + Number(offset) + size);
    return [{ path, size, isUnpacked: unpacked, sha256: integrity?.hash, content }];
  }
  return walk(header, "");
}

/** The hash of an archive's header, which holds those of its files: what macOS and Windows compare before they load it. */
export function hashOfHeader(archive: string): string {
  const bytes = readFileSync(archive);
  return sha256Of(bytes.subarray(16, 16 + bytes.readUInt32LE(12)));
}

/** Writes the archive's files into a folder, for a runtime that cannot read archives. */
export function extractAsar(files: readonly AsarFile[], folder: string): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export const sha256Of = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
