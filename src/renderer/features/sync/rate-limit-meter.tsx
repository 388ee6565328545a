import { Meter } from "@base-ui/react/meter";
import type { EpochMs } from "../../../shared/ids.ts";
import type { RunProgress } from "../../../shared/models.ts";
import { METER_TEXTS } from "../../texts/sync.ts";
import { formatClock, formatDuration } from "../../ui/format.ts";
import { budgetOf } from "./measure-progress.ts";
import styles from "./rate-limit-meter.module.css";

/** How much of GitHub's hourly budget is left, what of it is not touched, and, while waiting for it, for how long. */
export function RateLimitMeter({ run, now }: { run: RunProgress; now: EpochMs }) {
  const { wait } = run;
  const isWaiting = wait?.kind === "rate-limit" && run.endedAt === null;
  const hourlyBudget = budgetOf(run, now);
  if (hourlyBudget === null) return null;
  const { limit, remaining, reserved, resetAt } = hourlyBudget;
  const facts = [
    ...(reserved > 0 ? [METER_TEXTS.reserved(reserved)] : []),
    ...(resetAt > now ? [METER_TEXTS.renewed(formatClock(resetAt, now))] : []),
  ];
  const left = METER_TEXTS.left(remaining, limit);
  return (
    <Meter.Root
      className={styles.meter}
      value={remaining}
      max={limit}
      getAriaValueText={() => [left, ...facts].join(", ")}
      data-waiting={isWaiting || undefined}
      data-testid="rate-limit-meter"
    >
      <Meter.Label className={styles.label}>{METER_TEXTS.label}</Meter.Label>
      <Meter.Track className={styles.track}>
        <Meter.Indicator className={styles.left} />
        <span
          className={styles.reserved}
          style={{ width: `${(Math.min(reserved, limit) / limit) * 100}%` }}
        />
      </Meter.Track>
      <span className={styles.facts}>
        {isWaiting && wait.until > now && (
          <strong>{METER_TEXTS.goesOnIn(formatDuration(wait.until - now))}</strong>
        )}
        {[left, ...facts].join(" · ")}
      </span>
    </Meter.Root>
  );
}
