import type { OrganizationId } from "../../../shared/ids.ts";
import type { RunProgress } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";
import { sendCommand, tellFailure } from "../../client/send-command.ts";
import { RUN_ACTION_TEXTS } from "../../texts/sync.ts";
import { showToast } from "../../ui/toast.tsx";

/** Syncs the repositories of the organization's last run again; what is unchanged costs next to nothing. */
export async function syncAgain(organizationId: OrganizationId): Promise<void> {
  const answer = await call("sync.get", { organizationId });
  if (!answer.ok) return tellFailure(answer.failure);
  const ids = answer.value?.repositories.map((row) => row.repositoryId) ?? [];
  if (ids.length === 0) return;
  await sendCommand("sync.start", { organizationId, repositories: { kind: "ids", ids } });
}

/** Cancels at once, and offers to take that back: the same repositories go on from where they were. */
export async function cancelSync({ runId, organizationId }: RunProgress): Promise<void> {
  const answer = await sendCommand("sync.cancel", { runId });
  if (!answer.ok) return;
  showToast({
    title: RUN_ACTION_TEXTS.cancelled,
    text: RUN_ACTION_TEXTS.cancelledText,
    action: { label: RUN_ACTION_TEXTS.undo, run: () => void syncAgain(organizationId) },
  });
}
