import type { RunProgress, RunState } from "../../shared/models.ts";
import { formatNumber } from "../ui/format.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { OutsideText } from "../ui/outside-text.tsx";
import styles from "./run-glance.module.css";

const RUN_STATES: Record<RunState, { label: string; icon: IconName }> = {
  planned: { label: "About to start", icon: "clock" },
  running: { label: "Syncing", icon: "running" },
  waiting: { label: "Waiting", icon: "clock" },
  stalled: { label: "Stalled", icon: "alert" },
  verifying: { label: "Verifying", icon: "running" },
  complete: { label: "Complete", icon: "check" },
  "complete-with-gaps": { label: "Complete with gaps", icon: "gap" },
  failed: { label: "Failed", icon: "alert" },
  cancelled: { label: "Cancelled", icon: "stop" },
  unknown: { label: "State unknown", icon: "question" },
};

/** The newest run in two lines, from any screen. */
export function RunGlance({ run, onShow }: { run: RunProgress; onShow: () => void }) {
  const { label, icon } = RUN_STATES[run.state];
  return (
    <button type="button" className={styles.glance} onClick={onShow} data-state={run.state}>
      <Icon name={icon} className={icon === "running" ? styles.turning : styles.icon} />
      <span className={styles.words}>
        <span className={styles.state}>{run.wait?.kind === "paused" ? "Paused" : label}</span>
        <span className={styles.detail}>
          <OutsideText text={run.organizationLogin} /> · {formatNumber(run.counts.complete)}/
          {formatNumber(run.repositories)}
        </span>
      </span>
    </button>
  );
}
