/** A WAL file as SQLite writes it (sqlite.org/fileformat2.html, section 4). */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

export interface Frame {
  /** The number of the page that it holds, from 1. */
  page: number;
  /** Where its page begins in the file, and where it ends. */
  start: number;
  end: number;
  isCommit: boolean;
}

/** The frames of the present generation, in order; older ones behind them have other salts and do not count. */
export function framesOf(wal: Buffer): Frame[] {
  if (wal.length < HEADER_BYTES) return [];
  const pageBytes = wal.readUInt32BE(8);
  const salts = wal.subarray(16, 24);
  const frames: Frame[] = [];
  for (let at = HEADER_BYTES; ; at += FRAME_HEADER_BYTES + pageBytes) {
    const start = at + FRAME_HEADER_BYTES;
    const end = start + pageBytes;
    if (end > wal.length || !wal.subarray(at + 8, at + 16).equals(salts)) return frames;
    frames.push({ page: wal.readUInt32BE(at), start, end, isCommit: wal.readUInt32BE(at + 4) !== 0 });
  }
}
