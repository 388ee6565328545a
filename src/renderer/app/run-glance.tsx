import type { RunProgress, RunState } from "../../shared/models.ts";
import { GLANCE_TEXTS, RUN_STATE_NAMES } from "../texts/app.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import styles from "./run-glance.module.css";

const RUN_STATE_ICONS: Record<RunState, IconName> = {
  planned: "clock",
  running: "running",
  waiting: "clock",
  stalled: "alert",
  verifying: "running",
  complete: "check",
  "complete-with-gaps": "gap",
  failed: "alert",
  cancelled: "stop",
  unknown: "question",
};

/** The newest run in two lines, from any screen. */
export function RunGlance({ run, onShow }: { run: RunProgress; onShow: () => void }) {
  const icon = RUN_STATE_ICONS[run.state];
  const state = run.wait?.kind === "paused" ? GLANCE_TEXTS.paused : RUN_STATE_NAMES[run.state];
  return (
    // In a small window only its icon is seen.
    <button type="button" className={styles.glance} title={state} onClick={onShow} data-state={run.state}>
      <Icon name={icon} className={icon === "running" ? styles.turning : styles.icon} />
      <span className={styles.words}>
        <span className={styles.state}>{state}</span>
        <span className={styles.detail}>
          <OutsideText text={run.organizationLogin} />
          {GLANCE_TEXTS.complete(run.counts.complete, run.repositories)}
        </span>
      </span>
    </button>
  );
}
