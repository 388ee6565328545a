import type { EpochMs } from "../../../shared/ids.ts";
import type { Account } from "../../../shared/models.ts";
import { sendCommand } from "../../client/send-command.ts";
import { ACCOUNT_TEXTS } from "../../texts/connect.ts";
import { announce } from "../../ui/announcer.tsx";
import { showToast } from "../../ui/toast.tsx";

type Who = Pick<Account, "id" | "login" | "host">;

/** Signs an account out from anywhere. */
export async function signOut(account: Who): Promise<void> {
  const answer = await sendCommand("account.signOut", { accountId: account.id });
  if (answer.ok) tellSignedOut(account, answer.value.undoUntil);
}

/** Says that an account was signed out, and offers to undo it where that is possible. */
export function tellSignedOut({ id, login, host }: Who, undoUntil: EpochMs | null): void {
  const undo = async (): Promise<void> => {
    const answer = await sendCommand("account.undoSignOut", { accountId: id });
    if (answer.ok) announce(ACCOUNT_TEXTS.signedInAgain(login));
  };
  showToast({
    title: ACCOUNT_TEXTS.signedOutOf(login, host),
    text: ACCOUNT_TEXTS.signedOutText,
    ...(undoUntil !== null && { action: { label: ACCOUNT_TEXTS.undo, run: () => void undo() } }),
  });
}
