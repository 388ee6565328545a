import { useState } from "react";
import type { NextSync } from "../../../shared/models.ts";
import { SCHEDULES, type Settings } from "../../../shared/settings.ts";
import { DESKTOP_SETTINGS } from "../../texts/desktop-settings.ts";
import { formatClock } from "../../ui/format.ts";
import { revealControls } from "../../ui/reveal-controls.ts";
import { Select } from "../../ui/select.tsx";
import { useNow } from "../../ui/use-now.ts";
import styles from "./settings-dialog.module.css";

const OPTIONS = SCHEDULES.map((value) => ({ value, label: DESKTOP_SETTINGS.scheduleNames[value] }));

/** How often to sync again, and when that is next by the settings as they are stored. */
export function ScheduleSetting({ stored, next }: { stored: Settings["schedule"]; next: NextSync | null }) {
  const [schedule, setSchedule] = useState(stored);
  const now = useNow(30_000);
  return (
    <div className={styles.setting}>
      <span className={styles.label}>{DESKTOP_SETTINGS.schedule}</span>
      <div className={styles.box}>
        <Select label={DESKTOP_SETTINGS.schedule} value={schedule} options={OPTIONS} onChange={setSchedule} />
        <input type="hidden" name="schedule" value={schedule} />
      </div>
      <p className={styles.hint}>{DESKTOP_SETTINGS.scheduleHint}</p>
      {next && (
        <p className={styles.hint}>
          {DESKTOP_SETTINGS.nextSync(revealControls(next.organizationLogin), formatClock(next.at, now))}
        </p>
      )}
    </div>
  );
}
