import { expect, test } from "vitest";
import {
  arrangeRepositories,
  type RepositoryOrder,
} from "../../src/renderer/features/choose/arrange-repositories.ts";
import { NO_FACETS, parseFacets, turnFacet, type Facets } from "../../src/renderer/features/choose/facets.ts";
import { repository } from "./examples.ts";

const rocket = repository(1, { name: "Rocket", primaryLanguage: "Rust", pushedAt: "2026-01-01T00:00:00Z" });
const docs = repository(2, {
  name: "docs",
  description: "How the rocket flies",
  pushedAt: "2026-05-01T00:00:00Z",
  pullRequestCount: 4,
});
const website = repository(3, { name: "website", primaryLanguage: "CSS", pullRequestCount: 90 });
const all = [website, rocket, docs];

const NOW = Date.UTC(2026, 5, 1);
const names = (filter: string, order: RepositoryOrder = "name", facets: Partial<Facets> = {}): string[] =>
  arrangeRepositories(all, { filter, order, facets: { ...NO_FACETS, ...facets } }, NOW).map(
    ({ name }) => name,
  );

test("a filter finds names, descriptions and languages, whatever the case", () => {
  expect(names("ROCKET")).toEqual(["docs", "Rocket"]);
  expect(names("css")).toEqual(["website"]);
});

test("every word of a filter must occur", () => {
  expect(names("rocket flies")).toEqual(["docs"]);
  expect(names("rocket css")).toEqual([]);
});

test("spaces alone filter nothing", () => {
  expect(names("  ")).toHaveLength(3);
});

test("each order puts what it does not know last", () => {
  expect(names("", "name")).toEqual(["docs", "Rocket", "website"]);
  expect(names("", "updated")).toEqual(["docs", "Rocket", "website"]);
  expect(names("", "pull-requests")).toEqual(["website", "docs", "Rocket"]);
  expect(names("", "language")).toEqual(["website", "Rocket", "docs"]);
});

test("a facet leaves only its kind, or only the others", () => {
  expect(names("", "name", { active: "only" })).toEqual(["docs"]);
  expect(names("", "name", { active: "without" })).toEqual(["Rocket", "website"]);
  expect(names("", "name", { fork: "only" })).toEqual([]);
});

test("a repository that is not counted yet may have pull requests", () => {
  expect(names("", "name", { pullRequests: "only" })).toEqual(["docs", "Rocket", "website"]);
});

test("three clicks on a facet bring it back; what was kept in another form narrows nothing", () => {
  const once = turnFacet(NO_FACETS, "fork");
  expect([once.fork, turnFacet(once, "fork").fork]).toEqual(["only", "without"]);
  expect(turnFacet(turnFacet(once, "fork"), "fork")).toEqual(NO_FACETS);
  expect(parseFacets({ fork: "sideways" })).toEqual(NO_FACETS);
  expect(parseFacets("text")).toBeNull();
});
