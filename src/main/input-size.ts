/** Nothing in the contract is nested deeper than a few levels. */
const MAX_DEPTH = 20;
/** What a value counts for beside its text: looking at it takes about as long as at so many characters. */
const VALUE_CHARACTERS = 8;

/**
 * Whether a value that came from a window is plain (text, numbers, arrays and simple objects, no deeper than 20 levels)
 * and not larger than `maxCharacters`, counting the characters of its texts and keys, and 8 for every value. Looks at no
 * more of it than that.
 */
export function isSmallPlainValue(value: unknown, maxCharacters: number): boolean {
  let left = maxCharacters;
  // A list of what is still to be looked at, not recursion: the value may be nested as deep as it likes.
  const waiting = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    left -= VALUE_CHARACTERS + (typeof next.value === "string" ? next.value.length : 0);
    if (left < 0 || next.depth > MAX_DEPTH) return false;
    if (typeof next.value !== "object" || next.value === null) continue;
    if (Array.isArray(next.value) && next.value.length * VALUE_CHARACTERS > left) return false;
    if (!isPlain(next.value)) return false;
    const keys = Object.keys(next.value);
    if (keys.length * VALUE_CHARACTERS > left) return false;
    const depth = next.depth + 1;
    for (const key of keys) {
      left -= Array.isArray(next.value) ? 0 : key.length;
      waiting.push({ value: (next.value as Record<string, unknown>)[key], depth });
    }
  }
  return true;
}

/** What structured clone also carries (maps, dates, errors, bytes) has no place in the contract. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
