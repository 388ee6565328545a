/**
 * A horizontal bar of a fixed number of columns. It is full only at a share of 1, and never empty above 0.
 * @param share 0 to 1; more and less are cut
 */
export function drawBar(share: number, columns: number): string {
  const filled =
    share >= 1 ? columns : Math.min(columns - 1, Math.max(share > 0 ? 1 : 0, Math.floor(share * columns)));
  return "█".repeat(filled) + "░".repeat(columns - filled);
}
