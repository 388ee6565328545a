import { fullNameOf } from "./model.ts";
import type {
  Actor,
  EpochMs,
  Owner,
  PullRequest,
  PullRequestOrder,
  Repository,
  Review,
  WorldOptions,
} from "./model.ts";
import { createPeople, type People } from "./people.ts";
import { createPullRequests, firstPullRequestId, pullRequestIdStep } from "./pull-requests.ts";
import { sortRepositories, type RepositoryOrder } from "./repository-order.ts";
import { formerNamePrefix, planRepositories, type Plan } from "./repositories.ts";

/** Generated pull requests that stay in memory, over all repositories; beyond it the least recently used are dropped. */
const maximumKeptPullRequests = 40_000;
const dayMs = 86_400_000;

/** The pull requests of one repository, ascending by number, with the other orders made when first asked for. */
interface Shelf {
  readonly pullRequests: PullRequest[];
  orders: Map<string, readonly PullRequest[]>;
  byNumber: Map<number, PullRequest> | undefined;
}

/**
 * The sample organization: repositories at once, pull requests when first asked for. A repository whose pull requests
 * were changed keeps them; all others can be dropped and made again, so that memory stays bounded.
 */
export class World {
  readonly people: People;
  readonly now: EpochMs;
  /** By lower-case `owner/name`; a repository that was renamed or moved is found under its former names too. */
  readonly #names = new Map<string, Repository>();
  readonly #repositories = new Map<number, Repository>();
  readonly #plans = new Map<Repository, Plan>();
  readonly #owners = new Map<string, Owner>();
  readonly #actors = new Map<number, Actor>();
  readonly #sortedRepositories = new Map<string, readonly Repository[]>();
  readonly #shelves = new Map<Repository, Shelf>();
  readonly #changed = new Set<Repository>();
  readonly #plansByPullRequest: Plan[];
  readonly #addedPullRequests = new Map<number, PullRequest>();
  readonly #options: WorldOptions & { seed: number };
  /** By how much GitHub's count of a repository's pull requests differs from what its list holds. */
  readonly #miscounts = new Map<Repository, number>();
  #kept = 0;
  #nextId = 3_900_000_000;

  constructor(options: WorldOptions = {}) {
    const seed = options.seed ?? 1;
    // A day, not a moment: starting the sample again within a day shows the same history, so nothing seems to change.
    this.now = options.now ?? Math.floor(Date.now() / dayMs) * dayMs;
    this.#options = { ...options, seed };
    this.people = createPeople(seed, options.members ?? 64, this.now);
    const {
      organization,
      sisterOrganization,
      outsiders,
      dependencyBot,
      ciBot,
      mannequin,
      enterpriseAccount,
    } = this.people;
    for (const actor of [
      organization,
      sisterOrganization,
      ...organization.members,
      ...outsiders,
      dependencyBot,
      ciBot,
      mannequin,
      enterpriseAccount,
    ]) {
      this.#actors.set(actor.databaseId, actor);
      this.#owners.set(actor.login.toLowerCase(), actor);
    }
    const plans = planRepositories({ ...options, seed, now: this.now }, this.people);
    for (const plan of plans) this.#admit(plan);
    this.#plansByPullRequest = plans.filter((plan) => plan.pullRequestCount > 0);
    const forkable = plans.find(
      (plan) => plan.repository.visibility === "PUBLIC" && plan.kind === "ordinary",
    );
    const forks = plans.filter((plan) => plan.kind === "fork");
    // The parent of the second fork is gone.
    if (forks[0] !== undefined && forkable !== undefined) forks[0].repository.parent = forkable.repository;
  }

  #admit(plan: Plan): void {
    const { repository } = plan;
    this.#plans.set(repository, plan);
    this.add(repository);
    if (plan.kind === "renamed") {
      this.#names.set(
        `${repository.owner.login}/${formerNamePrefix}${repository.name}`.toLowerCase(),
        repository,
      );
    }
  }

  /** An id that nothing else has. */
  takeId(): number {
    this.#nextId += 17;
    return this.#nextId;
  }

  add(repository: Repository): void {
    this.#repositories.set(repository.databaseId, repository);
    this.#names.set(fullNameOf(repository).toLowerCase(), repository);
  }

  remove(repository: Repository): void {
    this.#repositories.delete(repository.databaseId);
    for (const [name, named] of this.#names) if (named === repository) this.#names.delete(name);
  }

  /** Gives a repository another place; the former one goes on leading to it, as on GitHub. */
  move(repository: Repository, place: { owner?: Owner; name?: string }): void {
    if (place.owner !== undefined) repository.owner = place.owner;
    if (place.name !== undefined) repository.name = place.name;
    this.#names.set(fullNameOf(repository).toLowerCase(), repository);
  }

  owner(login: string): Owner | undefined {
    return this.#owners.get(login.toLowerCase());
  }

  actor(databaseId: number): Actor | undefined {
    return this.#actors.get(databaseId);
  }

  repository(owner: string, name: string): Repository | undefined {
    return this.#names.get(`${owner}/${name}`.toLowerCase());
  }

  repositoryById(databaseId: number): Repository | undefined {
    return this.#repositories.get(databaseId);
  }

  repositories(): Iterable<Repository> {
    return this.#repositories.values();
  }

  repositoriesOf(owner: Owner): Repository[] {
    return [...this.#repositories.values()].filter((repository) => repository.owner === owner);
  }

  /** The same, sorted; remembered until something about any repository changes. */
  repositoriesInOrder(owner: Owner, order: RepositoryOrder): readonly Repository[] {
    const name = `${owner.login} ${order.field} ${order.direction}`;
    const known = this.#sortedRepositories.get(name);
    if (known !== undefined) return known;
    const sorted = sortRepositories(this.repositoriesOf(owner), order);
    this.#sortedRepositories.set(name, sorted);
    return sorted;
  }

  /** To be called after a repository itself was changed. */
  forgetRepositoryOrders(): void {
    this.#sortedRepositories.clear();
  }

  /** How many pull requests a repository has, without generating them. */
  pullRequestCount(repository: Repository): number {
    const shelf = this.#shelves.get(repository);
    if (shelf !== undefined) return shelf.pullRequests.length;
    return this.#plans.get(repository)?.pullRequestCount ?? 0;
  }

  /** A count that is wrong by this much, as a test asked for; 0 otherwise. */
  miscount(repository: Repository): number {
    return this.#miscounts.get(repository) ?? 0;
  }

  setMiscount(repository: Repository, by: number): void {
    this.#miscounts.set(repository, by);
  }

  /** Ascending by number, which is ascending by creation. */
  pullRequests(repository: Repository): readonly PullRequest[] {
    return this.#shelf(repository).pullRequests;
  }

  pullRequest(repository: Repository, number: number): PullRequest | undefined {
    const shelf = this.#shelf(repository);
    shelf.byNumber ??= new Map(shelf.pullRequests.map((pullRequest) => [pullRequest.number, pullRequest]));
    return shelf.byNumber.get(number);
  }

  /** The same pull requests in another order; equal keys are ordered by id in the same direction. */
  pullRequestsInOrder(repository: Repository, order: PullRequestOrder): readonly PullRequest[] {
    const shelf = this.#shelf(repository);
    const name = `${order.field} ${order.direction}`;
    const known = shelf.orders.get(name);
    if (known !== undefined) return known;
    const sign = order.direction === "ASC" ? 1 : -1;
    const sorted = shelf.pullRequests.toSorted(
      (left, right) =>
        sign * (orderKey(left, order) - orderKey(right, order) || left.databaseId - right.databaseId),
    );
    shelf.orders.set(name, sorted);
    return sorted;
  }

  /** Finds a pull request by its id alone. */
  pullRequestById(databaseId: number): PullRequest | undefined {
    const added = this.#addedPullRequests.get(databaseId);
    if (added !== undefined) return this.#repositories.has(added.repository.databaseId) ? added : undefined;
    const place = (databaseId - firstPullRequestId) / pullRequestIdStep;
    if (!Number.isInteger(place) || place < 0) return undefined;
    let low = 0;
    let high = this.#plansByPullRequest.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#plansByPullRequest[middle]?.pullRequestsBefore ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    const plan = this.#plansByPullRequest[low];
    if (plan === undefined || !this.#repositories.has(plan.repository.databaseId)) return undefined;
    return this.pullRequests(plan.repository)[place - plan.pullRequestsBefore];
  }

  reviewById(pullRequest: PullRequest, databaseId: number): Review | undefined {
    return pullRequest.reviews.find((review) => review.databaseId === databaseId);
  }

  /** Says that pull requests of this repository were changed: they are kept from now on, and sorted again. */
  markChanged(repository: Repository): void {
    const shelf = this.#shelf(repository);
    shelf.orders = new Map();
    shelf.byNumber = undefined;
    if (!this.#changed.has(repository)) {
      this.#changed.add(repository);
      this.#kept -= shelf.pullRequests.length;
    }
  }

  addPullRequest(pullRequest: PullRequest): void {
    this.markChanged(pullRequest.repository);
    this.#shelf(pullRequest.repository).pullRequests.push(pullRequest);
    this.#addedPullRequests.set(pullRequest.databaseId, pullRequest);
  }

  #shelf(repository: Repository): Shelf {
    const known = this.#shelves.get(repository);
    if (known !== undefined) {
      // Moved to the end: a map iterates in the order of insertion, so its first entry is the least recently used.
      this.#shelves.delete(repository);
      this.#shelves.set(repository, known);
      return known;
    }
    const plan = this.#plans.get(repository);
    const shelf: Shelf = {
      pullRequests: plan === undefined ? [] : createPullRequests(plan, this.people, this.#options),
      orders: new Map(),
      byNumber: undefined,
    };
    this.#shelves.set(repository, shelf);
    this.#kept += shelf.pullRequests.length;
    this.#dropLeastRecent(repository);
    return shelf;
  }

  #dropLeastRecent(spared: Repository): void {
    for (const [repository, shelf] of this.#shelves) {
      if (this.#kept <= maximumKeptPullRequests) return;
      if (repository === spared || this.#changed.has(repository)) continue;
      this.#shelves.delete(repository);
      this.#kept -= shelf.pullRequests.length;
    }
  }
}

/** What a list in this order is sorted by. */
export function orderKey(pullRequest: PullRequest, order: PullRequestOrder): number {
  switch (order.field) {
    case "CREATED_AT":
      return pullRequest.createdAt;
    case "UPDATED_AT":
      return pullRequest.updatedAt;
    case "COMMENTS":
      return pullRequest.commentCount;
  }
}
