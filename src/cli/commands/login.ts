import type { Core } from "../../core/core.ts";
import { systemClock } from "../../core/ports.ts";
import type { KeychainState } from "../../shared/contract.ts";
import type { Account } from "../../shared/models.ts";
import { assertNever, failed, ok, type Result } from "../../shared/result.ts";
import { defineCommand } from "../command.ts";
import { addressOf } from "../connect.ts";
import { HOST_OPTIONS, readHost, type HostChoice } from "../connection-options.ts";
import type { Context } from "../context.ts";
import { signInWithCode } from "../device-login.ts";
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
  summary: "sign in and keep the token in the system's keychain",
  notes: [
    "With the client id of an OAuth app, in ONRAMP_GITHUB_CLIENT_ID or the settings, you enter a code on GitHub's page.",
    "Else a token is typed or pasted without being shown, taken from ONRAMP_TOKEN, or piped: onramp login --with-token < token.txt",
    "Where no keychain takes it a token cannot be kept: set ONRAMP_TOKEN for each command instead.",
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
    const core = await context.openCore();
    const state = await core.call("app.getState", {});
    if (!state.ok) return state;
    const { keychain, signIn } = state.value;
    const way = chooseWay(withToken, context, signIn.clientIdFrom !== null);
    if (!way.ok) return way;
    // GitHub gives the token of a code once: where it cannot be kept, nobody should go and enter one.
    if (way.value === "code" && keychain.kind === "unavailable") return failed(keychain.failure);

    const signedIn =
      way.value === "code"
        ? await signInWithCode(core, place, output)
        : await signInWithToken(core, place, await readToken(way.value, context), keychain.kind);
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
      code: keychain.kind === "unavailable" ? keychain.failure.code : "keychain/unavailable",
      detail: "The token is good but could not be kept. Set ONRAMP_TOKEN for each command instead.",
    });
  },
});

/** Where the token comes from. */
type Way = "piped" | "environment" | "code" | "typed";

function chooseWay(withToken: boolean, { input, token }: Context, hasClientId: boolean): Result<Way> {
  if (withToken) return ok(input.isTTY ? "typed" : "piped");
  if (token !== null) return ok("environment");
  if (hasClientId) return ok("code");
  if (input.isTTY) return ok("typed");
  return badOption(
    "There is no terminal to ask on: pipe the token to onramp login --with-token, or set ONRAMP_GITHUB_CLIENT_ID to sign in on GitHub's page.",
  );
}

async function readToken(way: Exclude<Way, "code">, context: Context): Promise<string> {
  const { input, prompt, interrupt, token } = context;
  switch (way) {
    case "piped":
      return readPipedToken(input);
    case "environment":
      return token ?? "";
    case "typed":
      return askForToken(input, prompt, interrupt);
    default:
      return assertNever(way);
  }
}

/** Keeps the token in the keychain; without one, still checks it, so that the person learns whether it is good. */
async function signInWithToken(
  core: Core,
  place: HostChoice,
  token: string,
  keychain: KeychainState["kind"],
): Promise<Result<Account>> {
  const storage = keychain === "available" ? "keychain" : "session";
  const connected = await core.call("account.connect", { ...addressOf(place), token, storage });
  return connected.ok ? ok(connected.value.account) : connected;
}
