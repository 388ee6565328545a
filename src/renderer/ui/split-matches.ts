/** A piece of a text, and whether a search found it. */
export interface TextPiece {
  text: string;
  isMatch: boolean;
}

/** Cuts a text where the words occur, whatever the case; together the pieces are the whole text. */
export function splitMatches(text: string, words: readonly string[]): TextPiece[] {
  const patterns = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (patterns.length === 0) return [{ text, isMatch: false }];
  // A split at one capturing group alternates: outside, match, outside, …
  return text
    .split(new RegExp(`(${patterns.join("|")})`, "giu"))
    .map((piece, index) => ({ text: piece, isMatch: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}
