import { showControls } from "./entry-line.ts";

/** A trigram is three characters; the index knows nothing shorter. */
const TRIGRAM_CHARACTERS = 3;

/** The words that free text asks for, in the form in which the index holds text. Quoted ones stay together. */
export function wordsOf(search: string): string[] {
  const words = search.matchAll(/"([^"]+)"|(\S+)/g);
  return Array.from(words, ([, quoted, word]) => showControls(quoted ?? word ?? "").toLowerCase());
}

/** Every three characters in a row of the words, each once; none of a shorter word. */
export function trigramsOf(words: readonly string[]): string[] {
  const trigrams = new Set<string>();
  for (const word of words) {
    const characters = Array.from(word);
    for (let start = 0; start + TRIGRAM_CHARACTERS <= characters.length; start += 1) {
      trigrams.add(characters.slice(start, start + TRIGRAM_CHARACTERS).join(""));
    }
  }
  return [...trigrams];
}
