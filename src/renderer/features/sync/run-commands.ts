import type { OrganizationId } from "../../../shared/ids.ts";
import type { RunProgress } from "../../../shared/models.ts";
import { sendCommand } from "../../client/send-command.ts";
import { RUN_ACTION_TEXTS } from "../../texts/sync.ts";
import { showToast } from "../../ui/toast.tsx";

/** Syncs again what the organization's last run was of; what is unchanged costs next to nothing. */
export async function syncAgain(organizationId: OrganizationId): Promise<void> {
  await sendCommand("sync.start", { organizationId, repositories: { kind: "as-before" } });
}

/** Cancels at once, and offers to take that back: the same sync goes on from where it was. */
export async function cancelSync({ runId, organizationId }: RunProgress): Promise<void> {
  const answer = await sendCommand("sync.cancel", { runId });
  if (!answer.ok) return;
  showToast({
    title: RUN_ACTION_TEXTS.cancelled,
    text: RUN_ACTION_TEXTS.cancelledText,
    action: { label: RUN_ACTION_TEXTS.undo, run: () => void syncAgain(organizationId) },
  });
}
