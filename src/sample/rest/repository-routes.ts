import { errorAnswer, jsonAnswer } from "../server/answer.ts";
import { fullNameOf, type PullRequest, type Repository } from "../world/model.ts";
import { cutPage } from "./pages.ts";
import { shapeCommit, shapeFullPullRequest, shapePullRequest, shapeReview } from "./pull-request-shapes.ts";
import { shapeFullRepository } from "./repository-shapes.ts";
import { list, notFound, plain, type RestAnswer, type RestRequest } from "./rest-request.ts";

/** The open, closed or all pull requests in the order that the query asks for ("List pull requests", GitHub Docs). */
function choosePullRequests(request: RestRequest, repository: Repository): readonly PullRequest[] {
  const { query, world } = request;
  const sort = query.get("sort") ?? "created";
  const field = sort === "updated" ? "UPDATED_AT" : sort === "popularity" ? "COMMENTS" : "CREATED_AT";
  const direction = query.get("direction") ?? (field === "CREATED_AT" ? "desc" : "asc");
  const state = query.get("state") ?? "open";
  const base = query.get("base");
  const all = world.pullRequestsInOrder(repository, {
    field,
    direction: direction === "asc" ? "ASC" : "DESC",
  });
  return all.filter(
    (pullRequest) =>
      (state === "all" || (pullRequest.state === "OPEN") === (state === "open")) &&
      (base === null || pullRequest.baseRefName === base),
  );
}

/** What `/repos/{owner}/{repo}` and `/repositories/{id}` have below them. */
export function answerRepository(
  request: RestRequest,
  repository: Repository,
  below: readonly string[],
): RestAnswer {
  const canonical = `/repositories/${repository.databaseId}${below.map((part) => `/${part}`).join("")}`;
  const [section, number, detail, ...rest] = below;
  if (rest.length > 0) return notFound();
  if (section === undefined)
    return plain(
      jsonAnswer(200, shapeFullRepository(request, repository), {
        "last-modified": new Date(repository.updatedAt).toUTCString(),
      }),
    );
  if (section === "commits" && number === undefined) {
    if (repository.isEmpty)
      return plain(
        errorAnswer(409, "Git Repository is empty.", {
          documentationUrl: "https://docs.github.com/rest/commits/commits#list-commits",
        }),
      );
    const merged = request.world
      .pullRequestsInOrder(repository, { field: "CREATED_AT", direction: "DESC" })
      .filter(({ state }) => state === "MERGED");
    return plain(list(request, merged, canonical, (pullRequest) => shapeCommit(request, pullRequest)));
  }
  if (section !== "pulls" || !repository.hasPullRequests) return notFound();
  if (number === undefined) {
    const chosen = choosePullRequests(request, repository);
    const { items, link } = cutPage(chosen, request.query, request.apiUrl + canonical);
    const answer = jsonAnswer(
      200,
      items.map((pullRequest) => shapePullRequest(request, pullRequest)),
      link === undefined ? {} : { link },
    );
    return items.length === 0 ? { answer } : { answer, paged: repository };
  }
  const pullRequest = request.world.pullRequest(repository, Number(number));
  if (pullRequest === undefined) return notFound();
  if (detail === undefined) return plain(jsonAnswer(200, shapeFullPullRequest(request, pullRequest)));
  if (detail === "reviews")
    return plain(list(request, pullRequest.reviews, canonical, (review) => shapeReview(request, review)));
  return notFound();
}

export function answerNamedRepository(request: RestRequest, parts: readonly string[]): RestAnswer {
  const [owner = "", name = "", ...below] = parts;
  const repository = request.world.repository(owner, name);
  if (repository === undefined || !request.access.canSee(repository)) return notFound();
  if (fullNameOf(repository).toLowerCase() === `${owner}/${name}`.toLowerCase())
    return answerRepository(request, repository, below);
  const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
  const location = `${request.apiUrl}/repositories/${repository.databaseId}${below.map((part) => `/${part}`).join("")}${query}`;
  return plain(errorAnswer(301, "Moved Permanently", { headers: { location }, fields: { url: location } }));
}
