import { create } from "zustand";
import type { Failure } from "../../../shared/failures.ts";
import type { AccountId, OrganizationId } from "../../../shared/ids.ts";
import type { Account, Organization } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";

type Answer =
  | { kind: "loading" }
  | { kind: "loaded"; organizations: Organization[] }
  | { kind: "failed"; failure: Failure };

interface OrganizationsStore {
  /** What GitHub answered for each account since the window opened. */
  answers: ReadonlyMap<AccountId, Answer>;
  /** Asks for the organizations of every account that was not asked for yet. */
  ask(accounts: readonly Account[]): void;
  /** Asks for all of them anew, after a failure or when the person has done something about a refusal. */
  askAgain(accounts: readonly Account[]): void;
}

export const useOrganizationsStore = create<OrganizationsStore>()((set, get) => {
  const put = (accountId: AccountId, answer: Answer): void =>
    set({ answers: new Map(get().answers).set(accountId, answer) });

  const askFor = async (accountId: AccountId): Promise<void> => {
    put(accountId, { kind: "loading" });
    const answer = await call("organizations.list", { accountId });
    put(
      accountId,
      answer.ok
        ? { kind: "loaded", organizations: answer.value }
        : { kind: "failed", failure: answer.failure },
    );
  };

  return {
    answers: new Map(),
    ask(accounts) {
      for (const account of accounts)
        if (account.isSignedIn && !get().answers.has(account.id)) void askFor(account.id);
    },
    askAgain(accounts) {
      for (const account of accounts) if (account.isSignedIn) void askFor(account.id);
    },
  };
});

/** All organizations that are known, by what GitHub last said of each. */
export function mergeOrganizations(
  stored: readonly Organization[],
  answers: ReadonlyMap<AccountId, Answer>,
): Organization[] {
  const byId = new Map<OrganizationId, Organization>(stored.map((known) => [known.id, known]));
  for (const answer of answers.values())
    if (answer.kind === "loaded") for (const heard of answer.organizations) byId.set(heard.id, heard);
  return [...byId.values()].sort((a, b) =>
    a.kind === b.kind ? a.login.localeCompare(b.login) : a.kind === "organization" ? -1 : 1,
  );
}

/** The first failure among the answers, if any. */
export function findAnswerFailure(answers: ReadonlyMap<AccountId, Answer>): Failure | null {
  for (const answer of answers.values()) if (answer.kind === "failed") return answer.failure;
  return null;
}
