import { fullNameOf, type Repository } from "./model.ts";

/** How a list of repositories is sorted; equal keys by id in the same direction. */
export interface RepositoryOrder {
  readonly field: "CREATED_AT" | "UPDATED_AT" | "PUSHED_AT" | "NAME" | "STARGAZERS";
  readonly direction: "ASC" | "DESC";
}

/** What a list in this order is sorted by. */
export function repositoryKey(repository: Repository, field: RepositoryOrder["field"]): number | string {
  switch (field) {
    case "CREATED_AT":
      return repository.createdAt;
    case "UPDATED_AT":
      return repository.updatedAt;
    case "PUSHED_AT":
      return repository.pushedAt ?? 0;
    case "NAME":
      return fullNameOf(repository).toLowerCase();
    case "STARGAZERS":
      return repository.stargazerCount;
  }
}

export function sortRepositories(repositories: Iterable<Repository>, order: RepositoryOrder): Repository[] {
  const sign = order.direction === "ASC" ? 1 : -1;
  const keyed = Array.from(repositories, (repository) => ({
    repository,
    key: repositoryKey(repository, order.field),
  }));
  keyed.sort((left, right) => {
    if (left.key === right.key) return sign * (left.repository.databaseId - right.repository.databaseId);
    return left.key < right.key ? -sign : sign;
  });
  return keyed.map(({ repository }) => repository);
}
