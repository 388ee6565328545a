import type { components } from "@octokit/openapi-types";
import { writeTime } from "../graphql/execute.ts";
import type { Actor, Organization } from "../world/model.ts";
import { nodeIdOfActor } from "../world/node-ids.ts";
import type { World } from "../world/world.ts";

type Schemas = components["schemas"];

/** Where links point, and whose organization it is. */
export interface ShapeContext {
  readonly apiUrl: string;
  readonly webUrl: string;
  readonly world: World;
}

/** The login as REST writes it: an app's has `[bot]` at its end, which GraphQL leaves out. */
export function restLogin(actor: Actor): string {
  return actor.__typename === "Bot" ? `${actor.login}[bot]` : actor.login;
}

/** How GitHub shows the author of what a deleted account wrote. */
const ghost = { login: "ghost", databaseId: 10_137, nodeId: "MDQ6VXNlcjEwMTM3" };

function shapeAccount(
  context: ShapeContext,
  login: string,
  databaseId: number,
  nodeId: string,
  type: string,
): Schemas["simple-user"] {
  const url = `${context.apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id: databaseId,
    node_id: nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${databaseId}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${context.webUrl}/${login.endsWith("[bot]") ? `apps/${login.slice(0, -5)}` : login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}

export function shapeUser(context: ShapeContext, actor: Actor): Schemas["simple-user"] {
  const type = actor.__typename === "EnterpriseUserAccount" ? "User" : actor.__typename;
  return shapeAccount(context, restLogin(actor), actor.databaseId, nodeIdOfActor(actor), type);
}

/** Whoever wrote something; GitHub's `ghost` when the account was deleted. */
export function shapeAuthor(context: ShapeContext, actor: Actor | null): Schemas["simple-user"] {
  return actor === null
    ? shapeAccount(context, ghost.login, ghost.databaseId, ghost.nodeId, "User")
    : shapeUser(context, actor);
}

export function shapePublicUser(context: ShapeContext, actor: Actor): Schemas["public-user"] {
  return {
    ...shapeUser(context, actor),
    name: actor.name,
    company: null,
    blog: "",
    location: actor.location,
    email: null,
    hireable: null,
    bio: actor.bio,
    twitter_username: null,
    public_repos: actor.databaseId % 30,
    public_gists: 0,
    followers: actor.databaseId % 90,
    following: actor.databaseId % 40,
    created_at: writeTime(actor.createdAt),
    updated_at: writeTime(actor.updatedAt),
  };
}

export function shapePrivateUser(context: ShapeContext, actor: Actor): Schemas["private-user"] {
  return {
    ...shapePublicUser(context, actor),
    private_gists: 0,
    total_private_repos: 0,
    owned_private_repos: 0,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: true,
    plan: { name: "pro", space: 976_562_499, collaborators: 0, private_repos: 9_999 },
  } as Schemas["private-user"];
}

export function shapeOrganization(
  context: ShapeContext,
  organization: Organization,
): Schemas["organization-simple"] {
  const url = `${context.apiUrl}/orgs/${organization.login}`;
  return {
    login: organization.login,
    id: organization.databaseId,
    node_id: nodeIdOfActor(organization),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${organization.databaseId}?v=4`,
    description: organization.description,
  };
}

export function shapeFullOrganization(
  context: ShapeContext,
  organization: Organization,
): Schemas["organization-full"] {
  const repositories = context.world.repositoriesOf(organization);
  const publicCount = repositories.filter((repository) => repository.visibility === "PUBLIC").length;
  return {
    ...shapeOrganization(context, organization),
    name: organization.name ?? organization.login,
    is_verified: true,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: publicCount,
    total_private_repos: repositories.length - publicCount,
    owned_private_repos: repositories.length - publicCount,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${context.webUrl}/${organization.login}`,
    type: "Organization",
    two_factor_requirement_enabled: true,
    created_at: writeTime(organization.createdAt),
    updated_at: writeTime(organization.updatedAt),
    archived_at: null,
  };
}
