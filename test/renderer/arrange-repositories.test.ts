import { expect, test } from "vitest";
import { arrangeRepositories } from "../../src/renderer/features/choose/arrange-repositories.ts";
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

const names = (filter: string, order: Parameters<typeof arrangeRepositories>[2] = "name"): string[] =>
  arrangeRepositories(all, filter, order).map(({ name }) => name);

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
