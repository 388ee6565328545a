/** The words that a search looks for, as the log search itself splits them: at spaces, quoted ones together. */
export function searchWords(search: string): string[] {
  return Array.from(search.matchAll(/"([^"]+)"|(\S+)/g), ([, quoted, word]) => quoted ?? word ?? "").filter(
    (word) => word !== '"',
  );
}
