import { revealControls } from "./reveal-controls.ts";
import { splitMatches } from "./split-matches.ts";

/** Text of any origin, with the words that were searched for marked. */
export function HighlightedText({ text, words }: { text: string; words: readonly string[] }) {
  return (
    <bdi>
      {splitMatches(revealControls(text), words).map((piece, index) =>
        // Pieces have no identity but their place.
        piece.isMatch ? <mark key={index}>{piece.text}</mark> : piece.text,
      )}
    </bdi>
  );
}
