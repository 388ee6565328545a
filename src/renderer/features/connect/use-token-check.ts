import { useCallback, useRef, useState } from "react";
import type { CommandInput } from "../../../shared/contract.ts";
import type { Failure } from "../../../shared/failures.ts";
import type { CheckedToken } from "../../../shared/models.ts";
import type { Result } from "../../../shared/result.ts";
import { call } from "../../client/bridge.ts";

/** Where a pasted token stands. The token itself is never part of it: it is with the core. */
export type TokenCheckState =
  | { kind: "none" }
  | { kind: "checking" }
  | { kind: "checked"; token: CheckedToken }
  | { kind: "refused"; failure: Failure };

export interface TokenCheck {
  state: TokenCheckState;
  /** Sends a token to be checked. The one call that carries it is its only holder here. */
  check(input: CommandInput<"account.checkToken">): Promise<Result<CheckedToken>>;
  /** Waits for the check under way; null when no token is checked or being checked. */
  outcome(): Promise<Result<CheckedToken>> | null;
  /** Lets the core forget the token. */
  drop(): void;
}

/** Checks tokens before they are kept. Whoever uses it drops what was not kept. */
export function useTokenCheck(): TokenCheck {
  const [state, setState] = useState<TokenCheckState>({ kind: "none" });
  const current = useRef<Promise<Result<CheckedToken>> | null>(null);

  const check = useCallback(async (input: CommandInput<"account.checkToken">) => {
    const answered = call("account.checkToken", input);
    current.current = answered;
    setState({ kind: "checking" });
    const answer = await answered;
    if (current.current !== answered) return answer;
    if (!answer.ok) current.current = null;
    setState(
      answer.ok ? { kind: "checked", token: answer.value } : { kind: "refused", failure: answer.failure },
    );
    return answer;
  }, []);

  const drop = useCallback(() => {
    if (current.current) void call("account.dropToken", {});
    current.current = null;
    setState({ kind: "none" });
  }, []);

  return { state, check, outcome: useCallback(() => current.current, []), drop };
}
