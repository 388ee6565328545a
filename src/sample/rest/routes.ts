import { errorAnswer, jsonAnswer } from "../server/answer.ts";
import type { BudgetView } from "../server/rate-keeper.ts";
import { isOrganization, type Organization } from "../world/model.ts";
import { sortRepositories } from "../world/repository-order.ts";
import {
  shapeFullOrganization,
  shapeOrganization,
  shapePrivateUser,
  shapePublicUser,
  shapeUser,
} from "./account-shapes.ts";
import { answerNamedRepository, answerRepository } from "./repository-routes.ts";
import {
  list,
  listOwned,
  listRepositories,
  needsSignIn,
  notFound,
  plain,
  readOrder,
  type RestAnswer,
  type RestRequest,
} from "./rest-request.ts";

type Handler = (request: RestRequest, parts: readonly string[]) => RestAnswer;

function findOrganization(request: RestRequest, login: string): Organization | undefined {
  const owner = request.world.owner(login);
  return owner !== undefined && isOrganization(owner) ? owner : undefined;
}

function ownOrganizations(request: RestRequest): Organization[] {
  const { viewer, organization, sisterOrganization } = request.world.people;
  return [organization, sisterOrganization].filter(
    (candidate) =>
      candidate.members.includes(viewer) && !request.hiddenOrganizations.includes(candidate.databaseId),
  );
}

function answerOrganization(request: RestRequest, parts: readonly string[]): RestAnswer {
  const [login = "", section, ...rest] = parts;
  const organization =
    /^\d+$/.test(login) && request.path.startsWith("/organizations/")
      ? ownOrganizations(request).find((candidate) => candidate.databaseId === Number(login))
      : findOrganization(request, login);
  if (organization === undefined || rest.length > 0) return notFound();
  const canonical = `/organizations/${organization.databaseId}`;
  switch (section) {
    case undefined:
      return plain(jsonAnswer(200, shapeFullOrganization(request, organization)));
    case "repos":
      return listOwned(request, organization, `${canonical}/repos`, "created");
    case "members": {
      // Concealed members are told to members only; without `read:org` the list is the public ones.
      const members = request.access.has("read:org")
        ? organization.members
        : organization.members.filter(({ databaseId }) => databaseId % 3 === 0);
      const role = request.query.get("role") ?? "all";
      const chosen = role === "admin" ? members.slice(0, 3) : role === "member" ? members.slice(3) : members;
      return plain(list(request, chosen, `${canonical}/members`, (member) => shapeUser(request, member)));
    }
    default:
      return notFound();
  }
}

function answerViewer(request: RestRequest, parts: readonly string[]): RestAnswer {
  if (!request.signedIn) return needsSignIn();
  const { viewer } = request.world.people;
  switch (parts.join("/")) {
    case "":
      return plain(jsonAnswer(200, shapePrivateUser(request, viewer)));
    case "orgs":
      return plain(
        list(request, ownOrganizations(request), "/user/orgs", (organization) =>
          shapeOrganization(request, organization),
        ),
      );
    case "repos": {
      const organizations = ownOrganizations(request);
      const affiliation = request.query.get("affiliation") ?? "owner,collaborator,organization_member";
      const isAsked = (name: string): boolean => affiliation.split(",").includes(name);
      const own = [...request.world.repositories()].filter(
        ({ owner }) =>
          (isAsked("owner") && owner === viewer) ||
          (isAsked("organization_member") && organizations.some((organization) => organization === owner)),
      );
      return listRepositories(
        request,
        sortRepositories(own, readOrder(request.query, "full_name")),
        "/user/repos",
      );
    }
    default:
      return notFound();
  }
}

function answerUser(request: RestRequest, parts: readonly string[]): RestAnswer {
  const [login = "", section, ...rest] = parts;
  const user = request.world.owner(login.replace(/\[bot\]$/, ""));
  if (user === undefined || rest.length > 0) return notFound();
  if (section === undefined) return plain(jsonAnswer(200, shapePublicUser(request, user)));
  if (section === "repos") return listOwned(request, user, `/user/${user.databaseId}/repos`, "full_name");
  return notFound();
}

function answerRateLimit(request: RestRequest): RestAnswer {
  if (request.budgets === undefined) return plain(errorAnswer(404, "Rate limiting is not enabled."));
  const write = (view: BudgetView): Record<string, number> => ({
    limit: view.limit,
    used: view.used,
    remaining: view.remaining,
    reset: Math.floor(view.resetAt / 1000),
  });
  const core = write(request.budgets.core);
  const search = { limit: 30, used: 0, remaining: 30, reset: core["reset"] };
  return plain(
    jsonAnswer(200, {
      resources: { core, graphql: write(request.budgets.graphql), search },
      rate: core,
    }),
  );
}

const sections: Readonly<Record<string, Handler>> = {
  repos: answerNamedRepository,
  repositories: (request, [id, ...below]) => {
    const repository = request.world.repositoryById(Number(id));
    if (repository === undefined || !request.access.canSee(repository)) return notFound();
    return answerRepository(request, repository, below);
  },
  orgs: answerOrganization,
  organizations: answerOrganization,
  user: (request, parts) =>
    parts.length === 2 && parts[1] === "repos" && /^\d+$/.test(parts[0] ?? "")
      ? answerUserById(request, Number(parts[0]))
      : answerViewer(request, parts),
  users: answerUser,
  rate_limit: answerRateLimit,
  meta: () =>
    plain(
      jsonAnswer(200, {
        verifiable_password_authentication: false,
        domains: { website: ["*.github.com"] },
      }),
    ),
  zen: () =>
    plain({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: "A calm harbour is made of patient work.",
    }),
};

function answerUserById(request: RestRequest, id: number): RestAnswer {
  const user = request.world.actor(id);
  if (user === undefined) return notFound();
  return listOwned(request, user, `/user/${id}/repos`, "full_name");
}

/** Answers one REST request; whatever GitHub has and this does not is a 404. */
export function answerRest(request: RestRequest): RestAnswer {
  if (request.method !== "GET" && request.method !== "HEAD") return notFound();
  const [section = "", ...parts] = request.path.slice(1).split("/").map(decodePart);
  // A slash at the end is not forgiven (GitHub Docs, "Troubleshooting the REST API").
  if (parts.at(-1) === "") return notFound();
  if (section === "") return plain(jsonAnswer(200, { current_user_url: `${request.apiUrl}/user` }));
  const handler = Object.hasOwn(sections, section) ? sections[section] : undefined;
  return handler === undefined ? notFound() : handler(request, parts);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
