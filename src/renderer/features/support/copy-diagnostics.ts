import { sendCommand } from "../../client/send-command.ts";
import { SUPPORT_TEXTS } from "../../texts/support.ts";
import { announce } from "../../ui/announcer.tsx";

/** Copies what an engineer asks for first, with private names replaced; says whether it could. A failure is told in a toast. */
export async function copyDiagnostics(): Promise<boolean> {
  const answer = await sendCommand("support.collect", { extent: "diagnostics", names: "replaced" });
  if (!answer.ok) return false;
  await navigator.clipboard.writeText(answer.value.files.map(({ text }) => text).join("\n\n"));
  announce(SUPPORT_TEXTS.copiedWhat);
  return true;
}
