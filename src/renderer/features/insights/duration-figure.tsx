import type { Distribution, Figure } from "../../../shared/insights.ts";
import { CARD_TEXTS, FIGURE_TEXTS } from "../../texts/insights.ts";
import { formatDuration } from "../../ui/format.ts";
import styles from "./duration-figure.module.css";

/** The middle and the slow end of a duration, or why there is none. */
export function DurationFigure({ figure }: { figure: Figure<Distribution> }) {
  if (figure.kind === "too-little-data") return <TooLittleData {...figure} />;
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{FIGURE_TEXTS.median}</dt>
        <dd className={styles.large}>{formatDuration(figure.value.medianMs)}</dd>
      </div>
      <div>
        <dt>{FIGURE_TEXTS.p90}</dt>
        <dd className={styles.medium}>{formatDuration(figure.value.p90Ms)}</dd>
      </div>
    </dl>
  );
}

/** Says that a figure would not be fair yet, and what it waits for. */
export function TooLittleData({ sample, minimum }: { sample: number; minimum: number }) {
  return <p className={styles.refusal}>{CARD_TEXTS.tooLittle(sample, minimum)}</p>;
}
