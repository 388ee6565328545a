import { ok, type Result } from "../../shared/result.ts";
import { readApiAddress, readHostAddress, type HostAddress } from "../accounts/host-address.ts";
import { reopenAccount, signIn, tellAccounts } from "./account-commands.ts";
import type { Handlers } from "./parts.ts";

export const signInCommands: Handlers<
  | "account.checkToken"
  | "account.keepToken"
  | "account.dropToken"
  | "account.startDeviceFlow"
  | "account.cancelDeviceFlow"
  | "account.undoSignOut"
> = {
  "account.checkToken": async ({ tokenCheck }, { token, ...place }) => {
    const address = addressOf(place);
    return address.ok ? tokenCheck.check(address.value, token) : address;
  },

  "account.keepToken": async (parts, { checkId, storage }) => {
    const held = parts.tokenCheck.heldAs(checkId);
    if (!held.ok) return held;
    const connected = await signIn(parts, { ...held.value, storage, isSample: false });
    if (!connected.ok) return connected;
    parts.tokenCheck.drop();
    return ok({ account: connected.value.account });
  },

  "account.dropToken": async ({ tokenCheck }) => {
    tokenCheck.drop();
    return ok(null);
  },

  "account.startDeviceFlow": async ({ deviceSignIn }, { storage, ...place }) => {
    const address = addressOf(place);
    return address.ok ? deviceSignIn.start({ ...address.value, storage }) : address;
  },

  "account.cancelDeviceFlow": async ({ deviceSignIn }) => {
    deviceSignIn.cancel();
    return ok(null);
  },

  "account.undoSignOut": async (parts, { accountId }) => {
    const undone = await parts.accounts.undoSignOut(accountId);
    if (!undone.ok) return undone;
    reopenAccount(parts, accountId);
    tellAccounts(parts);
    return undone;
  },
};

const addressOf = ({ host, apiUrl }: { host: string; apiUrl?: string | undefined }): Result<HostAddress> =>
  apiUrl === undefined ? readHostAddress(host) : readApiAddress(apiUrl);
