import type { CheckedToken } from "../../shared/models.ts";
import { failed, ok, type Result } from "../../shared/result.ts";
import { fetchViewer } from "../github/viewer.ts";
import { tokenKindOf, validateTokenText } from "../keychain/token-text.ts";
import type { Log } from "../log/log.ts";
import type { Clock } from "../ports.ts";
import type { HostAddress } from "./host-address.ts";
import { createMainClient } from "./main-client.ts";

/** A checked token that nobody decides about is forgotten after this. */
const HELD_FOR_MS = 10 * 60_000;

interface HeldToken {
  checkId: number;
  address: HostAddress;
  token: string;
  cancelTimer: () => void;
}

/**
 * Looks at a token before it is kept: whose it is and what it may do. The last one that GitHub accepted is held in
 * memory, so that it need not be pasted twice.
 */
export class TokenCheck {
  readonly #clock: Clock;
  readonly #log: Log;
  #held: HeldToken | null = null;
  #count = 0;

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Asks GitHub, and holds the token if GitHub accepts it. Throws a `FailureError` when GitHub does not answer so. */
  async check(address: HostAddress, text: string): Promise<Result<CheckedToken>> {
    this.drop();
    const token = validateTokenText(text);
    if (!token.ok) return token;
    const checkId = ++this.#count;
    const client = createMainClient({
      ...{ apiUrl: address.apiUrl, token: token.value, clock: this.#clock, log: this.#log },
      onRequest: () => undefined,
    });
    const { login, name, scopes, tokenExpiresAt } = await fetchViewer(client);
    // Another token was given meanwhile: this one is no longer wanted.
    if (checkId === this.#count) this.#hold(checkId, address, token.value);
    return ok({
      ...{ checkId, host: address.host, login, name, scopes, tokenExpiresAt },
      tokenKind: tokenKindOf(token.value),
    });
  }

  /** The token that was checked under this number, and for which host. It is held on until `drop`. */
  heldAs(checkId: number): Result<{ address: HostAddress; token: string }> {
    const held = this.#held;
    if (held?.checkId === checkId) return ok({ address: held.address, token: held.token });
    return failed({ code: "auth/token-missing", detail: "The checked token was forgotten: give it again." });
  }

  drop(): void {
    this.#count += 1;
    this.#held?.cancelTimer();
    this.#held = null;
  }

  #hold(checkId: number, address: HostAddress, token: string): void {
    const cancelTimer = this.#clock.after(HELD_FOR_MS, () => this.drop());
    this.#held = { checkId, address, token, cancelTimer };
  }
}
