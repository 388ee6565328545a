import { fuzzyScore } from "../ui/fuzzy-match.ts";

/** What another word than the label's own weighs less. */
const OTHER_WORDS_PENALTY = 12;

/**
 * The actions that fit what was typed, best first; those used last come first among equals, and first of all while
 * nothing is typed.
 */
export function matchActions<Item extends { id: string; label: string; words: string }>(
  actions: readonly Item[],
  query: string,
  recent: readonly string[],
): Item[] {
  const recency = ({ id }: Item): number => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  const found = actions.flatMap((action) => {
    const score = scoreOf(action, query);
    return score === null ? [] : [{ action, score }];
  });
  const byScore = query.trim() === "" ? () => 0 : (a: number, b: number) => b - a;
  return found
    .sort((a, b) => byScore(a.score, b.score) || recency(b.action) - recency(a.action))
    .map(({ action }) => action);
}

function scoreOf({ label, words }: { label: string; words: string }, query: string): number | null {
  if (query.trim() === "") return 0;
  const own = fuzzyScore(query, label);
  // In the other words only what stands there as a whole counts: scattered letters would find anything.
  const isOther = words.includes(query.trim().toLowerCase());
  const other = isOther ? query.length * 5 - OTHER_WORDS_PENALTY : null;
  return own === null ? other : Math.max(own, other ?? own);
}
