/*
 * Numbers, times and durations in the person's own locale. Every function takes the locale last, for tests.
 */

type Locale = string | undefined;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formatters = new Map<string, unknown>();

/** `Intl` objects cost far more to make than to use. */
function kept<Formatter>(key: string, make: () => Formatter): Formatter {
  const known = formatters.get(key) as Formatter | undefined;
  if (known) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

/** `12,480` */
export function formatNumber(value: number, locale?: Locale): string {
  return kept(`number ${locale}`, () => new Intl.NumberFormat(locale)).format(value);
}

/** For little room: `950`, `4.2K` */
export function formatCompact(value: number, locale?: Locale): string {
  return kept(`compact ${locale}`, () => new Intl.NumberFormat(locale, { notation: "compact" })).format(
    value,
  );
}

/** `1 pull request`, `12 pull requests` */
export function formatCount(value: number, one: string, many: string, locale?: Locale): string {
  const rule = kept(`plural ${locale}`, () => new Intl.PluralRules(locale)).select(value);
  return `${formatNumber(value, locale)} ${rule === "one" ? one : many}`;
}

/** A share from 0 to 1 as whole percent, rounded down, so that 100% means all. */
export function formatShare(share: number, locale?: Locale): string {
  const whole = Math.floor(share * 100 + 1e-9) / 100;
  return kept(`share ${locale}`, () => new Intl.NumberFormat(locale, { style: "percent" })).format(whole);
}

/** `42/s`, with one decimal below ten. */
export function formatRate(perSecond: number, locale?: Locale): string {
  const digits = perSecond < 10 ? 1 : 0;
  const number = kept(
    `rate ${digits} ${locale}`,
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  return `${number.format(perSecond)}/s`;
}

/** The two largest units that matter: `45s`, `3m 20s`, `2h 5m`, `4d 3h`, `212d`. */
export function formatDuration(durationMs: number, locale?: Locale): string {
  const format = kept(`duration ${locale}`, () => new Intl.DurationFormat(locale, { style: "narrow" }));
  const rounded = Math.max(0, durationMs);
  if (rounded < MINUTE_MS) {
    const seconds = Math.round(rounded / SECOND_MS);
    return seconds === 0
      ? unitNumber("second", locale, "narrow").format(0)
      : format.format(seconds === 60 ? { minutes: 1 } : { seconds });
  }
  if (rounded < HOUR_MS) {
    const seconds = Math.floor(rounded / SECOND_MS);
    return format.format({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  }
  if (rounded < DAY_MS) {
    const minutes = Math.floor(rounded / MINUTE_MS);
    return format.format({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }
  const hours = Math.floor(rounded / HOUR_MS);
  const days = Math.floor(hours / 24);
  return format.format(days < 14 ? { days, hours: hours % 24 } : { days });
}

/** The same for a measurement: below ten seconds with tenths, `0.8s`. */
export function formatMeasuredDuration(durationMs: number, locale?: Locale): string {
  if (durationMs >= 10 * SECOND_MS) return formatDuration(durationMs, locale);
  return kept(
    `tenths ${locale}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit: "second",
        unitDisplay: "narrow",
        maximumFractionDigits: 1,
      }),
  ).format(Math.max(0, durationMs) / SECOND_MS);
}

/** The same for what takes hardly any time: below a second in milliseconds, `412ms`. */
export function formatStepDuration(durationMs: number, locale?: Locale): string {
  if (durationMs >= SECOND_MS) return formatMeasuredDuration(durationMs, locale);
  return unitNumber("millisecond", locale, "narrow").format(Math.max(0, durationMs));
}

const unitNumber = (
  unit: string,
  locale: Locale,
  unitDisplay: "short" | "narrow" | "long",
): Intl.NumberFormat =>
  kept(
    `unit ${unit} ${unitDisplay} ${locale}`,
    () => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay, maximumFractionDigits: 0 }),
  );

/** A range in the unit that fits its upper end: `10–25 sec`, `2–4 min`, `1–3 hr`. One number twice is said once. */
export function formatDurationRange(range: { low: number; high: number }, locale?: Locale): string {
  const [unit, unitMs] =
    range.high < 2 * MINUTE_MS
      ? (["second", SECOND_MS] as const)
      : range.high < 2 * HOUR_MS
        ? (["minute", MINUTE_MS] as const)
        : (["hour", HOUR_MS] as const);
  const low = Math.max(1, Math.floor(range.low / unitMs));
  const high = Math.max(low, Math.ceil(range.high / unitMs));
  const format = unitNumber(unit, locale, "short");
  return low === high ? format.format(high) : format.formatRange(low, high);
}

/** The time of day, with the date when it is not today's: `14:32`, `2:32 PM`, `Nov 25, 09:00`. */
export function formatClock(at: number, now: number, locale?: Locale): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return kept(
    `clock ${isToday} ${locale}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        // A leading zero belongs to the clock of 24 hours only.
        hour: isTwelveHours(locale) ? "numeric" : "2-digit",
        minute: "2-digit",
        ...(isToday ? {} : { month: "short", day: "numeric" }),
      }),
  ).format(at);
}

function isTwelveHours(locale: Locale): boolean {
  return new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
}

/** For the log: `14:32:07.123`, in the locale's own order and clock. */
export function formatPreciseTime(at: number, locale?: Locale): string {
  return kept(
    `precise ${locale}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        fractionalSecondDigits: 3,
        hourCycle: "h23",
      }),
  ).format(at);
}

/** The same of another day: `Nov 24, 14:32:07.123`. */
export function formatPreciseDateTime(at: number, locale?: Locale): string {
  return kept(
    `precise date ${locale}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        fractionalSecondDigits: 3,
        hourCycle: "h23",
      }),
  ).format(at);
}

/** `Nov 24, 2026` */
export function formatDate(at: number | string, locale?: Locale): string {
  return kept(`date ${locale}`, () => new Intl.DateTimeFormat(locale, { dateStyle: "medium" })).format(
    new Date(at),
  );
}

/** `Nov 24, 2026, 14:32:07` */
export function formatDateTime(at: number, locale?: Locale): string {
  return kept(
    `date time ${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }),
  ).format(at);
}

/** `3 days ago`, `in 2 hours`; narrow, where there is little room: `3d ago`. */
export function formatRelative(
  at: number,
  now: number,
  style: "long" | "narrow" = "long",
  locale?: Locale,
): string {
  const format = kept(
    `relative ${style} ${locale}`,
    () => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style }),
  );
  const distanceMs = at - now;
  const size = Math.abs(distanceMs);
  if (size < MINUTE_MS) return format.format(0, "second");
  if (size < HOUR_MS) return format.format(Math.trunc(distanceMs / MINUTE_MS), "minute");
  if (size < DAY_MS) return format.format(Math.trunc(distanceMs / HOUR_MS), "hour");
  if (size < 30 * DAY_MS) return format.format(Math.trunc(distanceMs / DAY_MS), "day");
  if (size < 365 * DAY_MS) return format.format(Math.trunc(distanceMs / (30 * DAY_MS)), "month");
  return format.format(Math.trunc(distanceMs / (365 * DAY_MS)), "year");
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `412 byte`, `1.2 kB`, `34 MB`: in steps of a thousand, as file managers count. */
export function formatBytes(bytes: number, locale?: Locale): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return kept(
    `bytes ${power} ${value < 10} ${locale}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: "unit",
        unit: BYTE_UNITS[power]!,
        unitDisplay: power === 0 ? "long" : "short",
        maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
      }),
  ).format(value);
}
