import { revealControls } from "./reveal-controls.ts";

/**
 * Text that strangers wrote, such as names and titles on GitHub: always plain, set apart from the direction of the
 * text around it, with its invisible characters shown.
 */
export function OutsideText({ text, className }: { text: string; className?: string | undefined }) {
  return <bdi className={className}>{revealControls(text)}</bdi>;
}
