import type { Access } from "../server/access.ts";
import { errorAnswer, jsonAnswer, type Answer } from "../server/answer.ts";
import type { BudgetView } from "../server/rate-keeper.ts";
import type { Owner, Repository } from "../world/model.ts";
import type { RepositoryOrder } from "../world/repository-order.ts";
import type { ShapeContext } from "./account-shapes.ts";
import { cutPage } from "./pages.ts";
import { shapeRepository } from "./repository-shapes.ts";

/** A REST request, read. */
export interface RestRequest extends ShapeContext {
  readonly method: string;
  /** Below the API's base, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly access: Access;
  /** False for a request without a token: it sees what is public. */
  readonly signedIn: boolean;
  /** Ids of organizations that a list leaves out because they demand single sign-on. */
  readonly hiddenOrganizations: readonly number[];
  /** Undefined on GitHub Enterprise Server without limits. */
  readonly budgets: { core: BudgetView; graphql: BudgetView } | undefined;
}

/** A REST answer with what the server must know of it. */
export interface RestAnswer {
  readonly answer: Answer;
  /** The repository of which this is a page of pull requests, for what tests hang on pages. */
  readonly paged?: Repository;
}

export const plain = (answer: Answer): RestAnswer => ({ answer });
export const notFound = (): RestAnswer => plain(errorAnswer(404, "Not Found"));
export const needsSignIn = (): RestAnswer => plain(errorAnswer(401, "Requires authentication"));

export function list<Item>(
  request: RestRequest,
  items: readonly Item[],
  canonicalPath: string,
  shape: (item: Item) => unknown,
): Answer {
  const { items: page, link } = cutPage(items, request.query, request.apiUrl + canonicalPath);
  return jsonAnswer(200, page.map(shape), link === undefined ? {} : { link });
}

const sortFields: Readonly<Record<string, RepositoryOrder["field"]>> = {
  created: "CREATED_AT",
  updated: "UPDATED_AT",
  pushed: "PUSHED_AT",
  full_name: "NAME",
};

/** The order that `sort` and `direction` ask for: by name ascending, by time descending unless said otherwise. */
export function readOrder(query: URLSearchParams, defaultSort: string): RepositoryOrder {
  const field = sortFields[query.get("sort") ?? defaultSort] ?? "CREATED_AT";
  const direction = query.get("direction") ?? (field === "NAME" ? "asc" : "desc");
  return { field, direction: direction === "asc" ? "ASC" : "DESC" };
}

function fitsType(repository: Repository, type: string): boolean {
  switch (type) {
    case "public":
      return repository.visibility === "PUBLIC";
    case "private":
      return repository.visibility !== "PUBLIC";
    case "forks":
      return repository.isFork;
    case "sources":
      return !repository.isFork;
    default:
      return true;
  }
}

export function listRepositories(
  request: RestRequest,
  sorted: readonly Repository[],
  canonicalPath: string,
): RestAnswer {
  const type = request.query.get("type") ?? request.query.get("visibility") ?? "all";
  const visible = sorted.filter(
    (repository) => request.access.canSee(repository) && fitsType(repository, type),
  );
  return plain(list(request, visible, canonicalPath, (repository) => shapeRepository(request, repository)));
}

export function listOwned(
  request: RestRequest,
  owner: Owner,
  canonicalPath: string,
  defaultSort: string,
): RestAnswer {
  const sorted = request.world.repositoriesInOrder(owner, readOrder(request.query, defaultSort));
  return listRepositories(request, sorted, canonicalPath);
}
