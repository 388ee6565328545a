/**
 * Characters that change how the text around them reads, without being seen: C0 and C1 controls, line and paragraph
 * separators, and the directional marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm
 * (UAX #9, section 2). Joiners and variation selectors stay, because emoji and many scripts need them.
 */
const DECEPTIVE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Shows such characters by their code (`<U+202E>`), so that a name cannot pretend to be another one. */
export function revealControls(text: string): string {
  return text.replace(
    DECEPTIVE,
    (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}
