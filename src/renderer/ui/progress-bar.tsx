import { classNames } from "./class-names.ts";
import styles from "./progress-bar.module.css";

interface ProgressBarProps {
  label: string;
  /** The state in words, read out instead of a bare percentage. */
  valueText: string;
  /** Work that is finished and checked, as a share from 0 to 1. */
  finished: number;
  /** Work that is done but not yet checked, finished work included; drawn paler. */
  begun?: number;
  tone?: "accent" | "good" | "caution" | "bad" | "idle";
  size?: "large" | "small";
}

export function ProgressBar(props: ProgressBarProps) {
  const { label, valueText, finished, begun = finished, tone = "accent", size = "large" } = props;
  return (
    <div
      className={classNames(styles.track, styles[tone], styles[size])}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(finished * 100)}
      aria-valuetext={valueText}
    >
      <span className={styles.begun} style={{ transform: `scaleX(${clampShare(begun)})` }} />
      <span className={styles.finished} style={{ transform: `scaleX(${clampShare(finished)})` }} />
    </div>
  );
}

const clampShare = (share: number): number => Math.max(0, Math.min(1, share));
