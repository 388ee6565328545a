import type { Distribution, Figure } from "../../../shared/insights.ts";
import { formatDuration, formatNumber } from "../../ui/format.ts";
import styles from "./duration-figure.module.css";

/** The middle and the slow end of a duration, or why there is none. */
export function DurationFigure({ figure }: { figure: Figure<Distribution> }) {
  if (figure.kind === "too-little-data") return <TooLittleData {...figure} />;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>Median</dt>
        <dd className={styles.large}>{formatDuration(figure.value.medianMs)}</dd>
      </div>
      <div>
        <dt>90% within</dt>
        <dd className={styles.medium}>{formatDuration(figure.value.p90Ms)}</dd>
      </div>
    </dl>
  );
}

/** Says that a figure would not be fair yet, and what it waits for. */
export function TooLittleData({ sample, minimum }: { sample: number; minimum: number }) {
  return (
    <p className={styles.refusal}>
      Too little data to say anything fair: {formatNumber(sample)} so far, at least {formatNumber(minimum)}{" "}
      are needed.
    </p>
  );
}
