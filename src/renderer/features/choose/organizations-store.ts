import { create } from "zustand";
import { retryPolicyOf, type Failure } from "../../../shared/failures.ts";
import type { AccountId } from "../../../shared/ids.ts";
import type { Account } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";

type Answer = { kind: "loading" } | { kind: "loaded" } | { kind: "failed"; failure: Failure };

interface OrganizationsStore {
  /** Whether GitHub has told each account's organizations since the window opened; what it told is in the app's state. */
  answers: ReadonlyMap<AccountId, Answer>;
  /** Asks for the organizations of every account that was not asked for yet, or lacked a token that it has by now. */
  ask(accounts: readonly Account[]): void;
  /** Asks for all of them anew, after a failure or when the person has done something about a refusal. */
  askAgain(accounts: readonly Account[]): void;
  /** Lets `ask` ask again for what has failed: whoever comes back may have signed in again meanwhile. */
  forgetFailures(): void;
}

export const useOrganizationsStore = create<OrganizationsStore>()((set, get) => {
  const put = (accountId: AccountId, answer: Answer): void =>
    set({ answers: new Map(get().answers).set(accountId, answer) });

  const askFor = async (accountId: AccountId): Promise<void> => {
    put(accountId, { kind: "loading" });
    const answer = await call("organizations.list", { accountId });
    put(accountId, answer.ok ? { kind: "loaded" } : { kind: "failed", failure: answer.failure });
  };

  return {
    answers: new Map(),
    ask(accounts) {
      for (const account of accounts)
        if (account.isSignedIn && isToBeAsked(get().answers.get(account.id))) void askFor(account.id);
    },
    askAgain(accounts) {
      for (const account of accounts) if (account.isSignedIn) void askFor(account.id);
    },
    forgetFailures: () =>
      set({ answers: new Map([...get().answers].filter(([, { kind }]) => kind !== "failed")) }),
  };
});

function isToBeAsked(answer: Answer | undefined): boolean {
  return !answer || (answer.kind === "failed" && retryPolicyOf(answer.failure) === "sign-in");
}

/** The first failure among the answers, if any. */
export function findAnswerFailure(answers: ReadonlyMap<AccountId, Answer>): Failure | null {
  for (const answer of answers.values()) if (answer.kind === "failed") return answer.failure;
  return null;
}
