/** The usual width of a character at the size of a chart's labels. */
const CHARACTER_PX = 7.2;

/** A label that fits its room; what is cut off ends in an ellipsis. */
export function cutLabel(label: string, widthPx: number): string {
  const room = Math.max(1, Math.floor(widthPx / CHARACTER_PX));
  const whole = Array.from(label);
  return whole.length > room ? `${whole.slice(0, room - 1).join("")}…` : label;
}
