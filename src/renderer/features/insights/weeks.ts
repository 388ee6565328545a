import type { IsoTime } from "../../../shared/ids.ts";
import { MERGED_TEXTS } from "../../texts/insights.ts";

/** A week as the chart names it: its Monday, and the month's name where a month begins. The last one still runs. */
export function labelWeeks(weeks: readonly { week: IsoTime; merged: number }[], locale?: string) {
  const date = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  const month = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  return weeks.map(({ week, merged }, index) => {
    const before = weeks[index - 1];
    const monthName = month.format(new Date(week));
    const isNewMonth = before !== undefined && month.format(new Date(before.week)) !== monthName;
    return {
      key: week,
      label: MERGED_TEXTS.weekOf(date.format(new Date(week))),
      value: merged,
      isUnfinished: index === weeks.length - 1,
      ...(isNewMonth && { tick: monthName }),
    };
  });
}
