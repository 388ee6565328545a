import type { Repository } from "../../shared/models.ts";
import type { JsonEvent } from "../output/json-events.ts";
import { styled, type Line } from "../output/line.ts";
import { formatCount, formatDay, formatQuantity } from "./format.ts";
import { renderTable } from "./table.ts";

export function repositoryEvent(repository: Repository): JsonEvent {
  const { fullName, name, visibility, isFork, isArchived, isDisabled, hasPullRequests } = repository;
  const { primaryLanguage, pushedAt, updatedAt, pullRequestCount } = repository;
  return {
    event: "repository",
    fullName,
    name,
    visibility,
    isFork,
    isArchived,
    isDisabled,
    hasPullRequests,
    primaryLanguage,
    pushedAt,
    updatedAt,
    pullRequestCount,
  };
}

/** The list by name. A count that is not known yet reads `?`, not 0. */
export function renderRepositories(repositories: readonly Repository[]): Line[] {
  if (repositories.length === 0) return ["There are no repositories here."];
  const rows = repositories
    .toSorted((a, b) => a.fullName.localeCompare(b.fullName))
    .map(({ fullName, visibility, isArchived, pullRequestCount, updatedAt }) => [
      fullName,
      isArchived ? `${visibility}, archived` : visibility,
      pullRequestCount === null ? "?" : formatCount(pullRequestCount),
      updatedAt === null ? styled("dim", "never") : formatDay(updatedAt),
    ]);
  const columns = [
    { title: "Repository" },
    { title: "Visibility" },
    { title: "Pull requests", align: "right" as const },
    { title: "Updated" },
  ];
  return [
    ...renderTable(columns, rows),
    styled("dim", formatQuantity(rows.length, "repository", "repositories")),
  ];
}
