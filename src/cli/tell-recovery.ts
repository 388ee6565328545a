import type { Core } from "../core/core.ts";
import { describeRecovery, type RecoveryReport } from "../shared/recovery.ts";
import type { Output } from "./output/output.ts";

/** Tells what was wrong with the database when it was opened, and what happens to it from now on. */
export function tellRecovery(core: Core, output: Output): void {
  if (core.recovery) tell(core.recovery, output);
  core.subscribe((event) => {
    if (event.name === "recovery.changed") tell(event.payload.recovery, output);
  });
}

function tell(report: RecoveryReport | null, output: Output): void {
  if (report === null) {
    output.warning("The database is sound: work goes on.", { event: "database", kind: "sound" });
    return;
  }
  const { title, text } = describeRecovery(report);
  output.warning(`${title}. ${text}`, { event: "database", ...report });
}
