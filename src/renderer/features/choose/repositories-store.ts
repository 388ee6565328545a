import { create } from "zustand";
import type { Events, RepositoryList } from "../../../shared/contract.ts";
import { retryPolicyOf, type Failure } from "../../../shared/failures.ts";
import type { OrganizationId, RepositoryId } from "../../../shared/ids.ts";
import type { Repository } from "../../../shared/models.ts";
import { call } from "../../client/bridge.ts";
import { follow, type Following } from "../../client/follow.ts";
import { NOTHING_SELECTED, type Selection } from "./selection.ts";

/** One organization's list of repositories, as far as events have told it. */
export interface ListProjection {
  organizationId: OrganizationId;
  /** `asked`: not even the first answer is here. */
  state: RepositoryList["state"] | { kind: "asked" };
  hidden: Failure | null;
  repositories: ReadonlyMap<RepositoryId, Repository>;
  /** Their ids: the same array for as long as none joins, whatever changes of those that are known. */
  ids: readonly RepositoryId[];
}

interface RepositoriesStore {
  list: ListProjection | null;
  /** What the person chose, kept while they look at other screens. */
  selections: ReadonlyMap<OrganizationId, Selection>;
  select(organizationId: OrganizationId, selection: Selection): void;
  /** Loads the list and follows it until the returned function is called. */
  open(organizationId: OrganizationId): () => void;
  tryAgain(): void;
}

export const useRepositoriesStore = create<RepositoriesStore>()((set, get) => {
  let following: Following | null = null;

  const receive = (organizationId: OrganizationId, list: RepositoryList): void => {
    const { state, hidden } = list;
    const repositories = new Map(list.repositories.map((repository) => [repository.id, repository]));
    set({ list: { organizationId, state, hidden, repositories, ids: [...repositories.keys()] } });
  };

  /** Asking failed as a whole, such as an account that is signed out: what is known stays. */
  const receiveFailure = (failure: Failure): void => {
    const { list } = get();
    if (list) set({ list: { ...list, state: { kind: "failed", failure, pagesLoaded: 0 } } });
  };

  return {
    list: null,
    selections: new Map(),
    select(organizationId, selection) {
      set({ selections: new Map(get().selections).set(organizationId, selection) });
    },
    open(organizationId) {
      if (get().list?.organizationId !== organizationId)
        set({
          list: { organizationId, state: { kind: "asked" }, hidden: null, repositories: new Map(), ids: [] },
        });
      following = follow({
        ask: () => call("repositories.load", { organizationId }),
        onAnswer: (answer) =>
          answer.ok ? receive(organizationId, answer.value) : receiveFailure(answer.failure),
        onEvent(event) {
          const { list } = get();
          if (event.name === "accounts.changed" && hasSignedInAgain(list, event.payload)) get().tryAgain();
          if (event.name !== "repositories.changed" || event.payload.organizationId !== organizationId)
            return;
          const { changed, state, hidden } = event.payload;
          const repositories = new Map(list?.repositories);
          for (const repository of changed) repositories.set(repository.id, repository);
          const ids = repositories.size === list?.ids.length ? list.ids : [...repositories.keys()];
          set({ list: { organizationId, state, hidden, repositories, ids } });
        },
      });
      return following.stop;
    },
    tryAgain() {
      const { list } = get();
      if (list) set({ list: { ...list, state: { kind: "asked" } } });
      following?.askAgain();
    },
  };
});

/** Whether a list that nobody could be asked for can be asked for now. */
function hasSignedInAgain(
  list: ListProjection | null,
  { accounts, organizations }: Events["accounts.changed"],
): boolean {
  if (list?.state.kind !== "failed" || retryPolicyOf(list.state.failure) !== "sign-in") return false;
  const organization = organizations.find(({ id }) => id === list.organizationId);
  return accounts.some(({ id, isSignedIn }) => id === organization?.accountId && isSignedIn);
}

/** The person's choice in an organization; nothing until they choose. */
export function useSelection(organizationId: OrganizationId): Selection {
  return useRepositoriesStore((store) => store.selections.get(organizationId)) ?? NOTHING_SELECTED;
}
