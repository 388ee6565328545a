import { formatDateTime, formatRelative } from "./format.ts";

interface TimeAgoProps {
  at: number;
  now: number;
  /** What happened then, with the exact time in it: shown on hover. */
  describe: (exactTime: string) => string;
}

/** How long ago something was, in few letters; on hover, when exactly. */
export function TimeAgo({ at, now, describe }: TimeAgoProps) {
  return (
    <time dateTime={new Date(at).toISOString()} title={describe(formatDateTime(at))}>
      {/* What has only just happened may be a moment later than the last look at the clock. */}
      {formatRelative(Math.min(at, now), now, "narrow")}
    </time>
  );
}
