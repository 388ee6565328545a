import { formatClock } from "../ui/format.ts";

export const UNEXPECTED_END = {
  title: (lastSeenAt: number, now: number) =>
    `Onramp ended unexpectedly, about ${formatClock(lastSeenAt, now)}`,
  sentence:
    "It crashed, was ended from outside, or the computer went off. Everything that was stored is kept, and a sync goes on where it was.",
  lastEntries: "The last entries of its log",
  showLog: "Show log",
  dismiss: "Dismiss the notice about the unexpected end",
} as const;
