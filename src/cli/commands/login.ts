import type { Core } from "../../core/core.ts";
import { systemClock } from "../../core/ports.ts";
import type { Account } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { addressOf } from "../connect.ts";
import { HOST_OPTIONS, readHost, type HostChoice } from "../connection-options.ts";
import type { Context } from "../context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { badOption } from "../options.ts";
import { accountEvent, renderAccount } from "../render/account.ts";
import { askForToken, readPipedToken } from "../token-input.ts";

interface LoginOptions {
  place: HostChoice;
  withToken: boolean;
}

export const login = defineCommand({
  name: "login",
  summary: "check a token with GitHub and keep it in the system's keychain",
  notes: [
    "A token is typed or pasted without being shown, or piped: onramp login --with-token < token.txt",
    "Where there is no keychain a token cannot be kept (exit code 1): set ONRAMP_TOKEN for each command instead.",
  ],
  options: {
    ...HOST_OPTIONS,
    "with-token": { kind: "flag", help: "read the token from standard input" },
  },

  read(values): Result<LoginOptions> {
    const place = readHost(values);
    return place.ok ? ok({ place: place.value, withToken: values["with-token"] }) : place;
  },

  async run({ place, withToken }, context) {
    const { output } = context;
    const token = await readToken(withToken, context);
    if (!token.ok) return token;
    const core = await context.openCore();
    const signedIn = await signIn(core, place, token.value);
    if (!signedIn.ok) return signedIn;

    const account = signedIn.value;
    output.answer({
      json: [accountEvent(account)],
      text: () => renderAccount(account, systemClock.now()),
    });
    if (account.tokenStorage === "keychain") {
      output.print(["  Kept in the system's keychain."]);
      return ok(EXIT_CODES.done);
    }
    // A session of the terminal ends with the command, so to say "signed in" and leave it there would mislead.
    return failed({
      code: "keychain/unavailable",
      detail: "The token is good but could not be kept. Set ONRAMP_TOKEN for each command instead.",
    });
  },
});

async function readToken(withToken: boolean, context: Context): Promise<Result<string>> {
  const { input, prompt, interrupt } = context;
  if (withToken) return ok(await readPipedToken(input));
  if (!input.isTTY) {
    return badOption("There is no terminal to ask on: pipe the token to onramp login --with-token.");
  }
  return ok(await askForToken(input, prompt, interrupt));
}

/** Keeps the token in the keychain; without one, still checks it, so that the person learns whether it is good. */
async function signIn(core: Core, place: HostChoice, token: string): Promise<Result<Account>> {
  const state = await core.call("app.getState", {});
  if (!state.ok) return state;
  const storage = state.value.keychain.kind === "available" ? "keychain" : "session";
  const connected = await core.call("account.connect", { ...addressOf(place), token, storage });
  return connected.ok ? ok(connected.value.account) : connected;
}
