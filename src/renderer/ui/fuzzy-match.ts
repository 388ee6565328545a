/** Points for a letter that begins a word, that follows the one before, and that stands anywhere. */
const POINTS = { wordStart: 8, consecutive: 5, anywhere: 1 } as const;

/**
 * How well `query` fits `text`, or null when its letters do not all occur in order. Spaces and case do not count.
 * Letters at the starts of words and next to one another weigh most: `sl` finds "Show log" before "Cancel".
 */
export function fuzzyScore(query: string, text: string): number | null {
  const letters = query.toLowerCase().replaceAll(/\s+/g, "");
  const target = text.toLowerCase();
  let best: number | null = null;
  // A later occurrence of the first letter may fit better; texts are short.
  for (let start = target.indexOf(letters[0] ?? ""); start >= 0; start = nextStart(target, letters, start)) {
    const score = scoreFrom(letters, target, start);
    if (score !== null && (best === null || score > best)) best = score;
    if (letters === "") break;
  }
  return best;
}

const nextStart = (target: string, letters: string, start: number): number =>
  target.indexOf(letters[0] ?? "", start + 1);

function scoreFrom(letters: string, target: string, start: number): number | null {
  let score = 0;
  let before = -2;
  let from = start;
  for (const letter of letters) {
    const place = target.indexOf(letter, from);
    if (place < 0) return null;
    const startsWord = place === 0 || target[place - 1] === " ";
    score += startsWord ? POINTS.wordStart : place === before + 1 ? POINTS.consecutive : POINTS.anywhere;
    before = place;
    from = place + 1;
  }
  // Of two that fit alike, the shorter is meant.
  return score - target.length / 1000;
}
