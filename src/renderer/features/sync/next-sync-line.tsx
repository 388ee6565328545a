import { useAppState } from "../../client/app-state.ts";
import { NEXT_SYNC } from "../../texts/sync.ts";
import { formatClock, formatDateTime } from "../../ui/format.ts";
import { revealControls } from "../../ui/reveal-controls.ts";
import { useNow } from "../../ui/use-now.ts";
import styles from "./sync-screen.module.css";

/** What the schedule starts next; nothing without one. */
export function NextSyncLine() {
  const { nextSync } = useAppState();
  const now = useNow(30_000);
  if (nextSync === null) return null;
  const at = formatClock(nextSync.at, now);
  return (
    <p
      className={styles.nextSync}
      title={NEXT_SYNC.hint(revealControls(nextSync.organizationLogin), formatDateTime(nextSync.at))}
    >
      {NEXT_SYNC.line(at)}
    </p>
  );
}
