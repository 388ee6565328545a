import type { EpochMs, IsoTime } from "../../shared/ids.ts";

const counts = new Intl.NumberFormat("en-US");

/** A whole number with thousands separators. */
export const formatCount = (count: number): string => counts.format(count);

/** `1 repository`, `2 repositories`. */
export function formatQuantity(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A length of time in its one or two largest units: `420 ms`, `1.4 s`, `12 s`, `3 min`, `4 h 10 min`, `12 d`. */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return "0 s";
  if (durationMs < secondMs) return `${Math.round(durationMs)} ms`;
  if (durationMs < 10 * secondMs) return `${Math.floor(durationMs / 100) / 10} s`;
  if (durationMs < minuteMs) return `${Math.floor(durationMs / secondMs)} s`;
  if (durationMs < hourMs) return inTwoUnits(durationMs, minuteMs, "min", secondMs, "s");
  if (durationMs < dayMs) return inTwoUnits(durationMs, hourMs, "h", minuteMs, "min");
  if (durationMs < 10 * dayMs) return inTwoUnits(durationMs, dayMs, "d", hourMs, "h");
  return `${formatCount(Math.floor(durationMs / dayMs))} d`;
}

function inTwoUnits(ms: number, largeMs: number, large: string, smallMs: number, small: string): string {
  const rest = Math.floor((ms % largeMs) / smallMs);
  return `${Math.floor(ms / largeMs)} ${large}${rest > 0 ? ` ${rest} ${small}` : ""}`;
}

/** `12 s to 20 s`, or one duration when both ends read the same. */
export function formatRange({ low, high }: { low: number; high: number }): string {
  const [from, to] = [formatDuration(low), formatDuration(high)];
  return from === to ? from : `${from} to ${to}`;
}

/** The time of day on this machine's clock, `14:32`. */
export function formatTimeOfDay(at: EpochMs): string {
  const date = new Date(at);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/** Date and time on this machine's clock, to the millisecond: `2026-11-24 14:32:07.120`. */
export function formatTimestamp(at: EpochMs): string {
  const date = new Date(at);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
  const seconds = `${twoDigits(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return `${day} ${formatTimeOfDay(at)}:${seconds}`;
}

/** The day of a moment that GitHub names, in UTC. */
export const formatDay = (time: IsoTime): string => time.slice(0, 10);

/** A share as whole percent; never `100%` unless it is all of it. */
export function formatShare(share: number): string {
  return `${share >= 1 ? 100 : Math.floor(share * 100)}%`;
}

const megabytes = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A size, by a thousand as disks count: `12.3 MB`, `4 kB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${megabytes.format(bytes / 1_000_000)} MB`;
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
