/**
 * The steps of a scale from zero to at least `largest`: round numbers, two to five of them above zero, and whole,
 * because what is counted is whole.
 */
export function niceScale(largest: number): number[] {
  const rough = Math.max(1, largest) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough)!,
  );
  const count = Math.max(1, Math.ceil(Math.max(1, largest) / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
