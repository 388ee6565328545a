/** Replaces NUL characters, counting them. */
export interface TextCleaner {
  clean(text: string): string;
  cleanOrNull(text: string | null): string | null;
  /** NUL characters replaced so far. */
  replaced(): number;
}

/**
 * NUL characters really occur in titles (MeltanoLabs/tap-github#233), and end a text in SQLite's own functions. They
 * become U+FFFD, the sign for what cannot be shown; everything else is kept exactly.
 */
export function createTextCleaner(): TextCleaner {
  let replaced = 0;
  const clean = (text: string): string => {
    if (!text.includes("\0")) return text;
    const parts = text.split("\0");
    replaced += parts.length - 1;
    return parts.join("\uFFFD");
  };
  return {
    clean,
    cleanOrNull: (text) => (text === null ? null : clean(text)),
    replaced: () => replaced,
  };
}
