import type { EpochMs } from "../../../shared/ids.ts";
import type { Repository } from "../../../shared/models.ts";

/** What the list can be narrowed by, each on its own. */
export const FACET_KINDS = ["private", "fork", "archived", "active", "pullRequests"] as const;

export type FacetKind = (typeof FACET_KINDS)[number];

/** All repositories, only those of the kind, or only the others. */
export type FacetPosition = "any" | "only" | "without";

export type Facets = Readonly<Record<FacetKind, FacetPosition>>;

export const NO_FACETS: Facets = {
  private: "any",
  fork: "any",
  archived: "any",
  active: "any",
  pullRequests: "any",
};

const POSITIONS: readonly FacetPosition[] = ["any", "only", "without"];
const ACTIVE_WITHIN_MS = 90 * 24 * 60 * 60_000;

/** A click on a facet: any, only, without, and any again. */
export function turnFacet(facets: Facets, kind: FacetKind): Facets {
  const next = POSITIONS[(POSITIONS.indexOf(facets[kind]) + 1) % POSITIONS.length]!;
  return { ...facets, [kind]: next };
}

export function isNarrowed(facets: Facets): boolean {
  return FACET_KINDS.some((kind) => facets[kind] !== "any");
}

/** Understands facets that were kept, or null. */
export function parseFacets(kept: unknown): Facets | null {
  if (typeof kept !== "object" || kept === null) return null;
  const stored = kept as Partial<Record<FacetKind, unknown>>;
  const positions = FACET_KINDS.map((kind) => [
    kind,
    POSITIONS.find((known) => known === stored[kind]) ?? "any",
  ]);
  return Object.fromEntries(positions) as Facets;
}

/** Whether a repository is among what the facets leave. */
export function fitsFacets(repository: Repository, facets: Facets, now: EpochMs): boolean {
  return FACET_KINDS.every(
    (kind) => facets[kind] === "any" || isOfKind(repository, kind, now) === (facets[kind] === "only"),
  );
}

function isOfKind(repository: Repository, kind: FacetKind, now: EpochMs): boolean {
  switch (kind) {
    case "private":
      return repository.visibility !== "public";
    case "fork":
      return repository.isFork;
    case "archived":
      return repository.isArchived;
    case "active": {
      const changedAt = repository.pushedAt ?? repository.updatedAt;
      return changedAt !== null && now - Date.parse(changedAt) <= ACTIVE_WITHIN_MS;
    }
    case "pullRequests":
      // One that GitHub has not counted yet may have some.
      return repository.hasPullRequests !== false && repository.pullRequestCount !== 0;
  }
}
