import { z } from "zod";
import { FailureError, type Failure } from "../../shared/failures.ts";
import type { GitHubClient } from "./client.ts";
import { readAs } from "./read-as.ts";
import { requireBody, type WholeAnswer } from "./require-body.ts";

/** An organization as a list of organizations holds it. */
export interface ListedOrganization {
  githubId: number;
  login: string;
  /** Lists on github.com leave it out. */
  name: string | null;
}

/** Someone who owns repositories. */
export interface Owner extends ListedOrganization {
  kind: "organization" | "user";
}

const ownerBody = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
});

/**
 * All organizations of the token's user.
 * `hidden` and `hiddenIds` name those that GitHub left out until single sign-on is passed.
 */
export async function fetchOrganizations(
  client: GitHubClient,
): Promise<{ organizations: ListedOrganization[]; hidden: Failure | null; hiddenIds: number[] }> {
  const organizations: ListedOrganization[] = [];
  const hiddenIds: number[] = [];
  let hidden: Failure | null = null;
  let path: string | null = "/user/orgs?per_page=100";
  while (path !== null) {
    const answer: WholeAnswer<unknown> = requireBody(await client.get<unknown>(path));
    organizations.push(...readAs(z.array(ownerBody), answer.body, "GET /user/orgs").map(toListed));
    hidden ??= answer.hidden;
    hiddenIds.push(...answer.hiddenIds);
    path = answer.next;
  }
  return { organizations, hidden, hiddenIds };
}

/** An organization of which a list told the number only. */
export interface HiddenOrganization extends ListedOrganization {
  /** Why; with a link to where the person can authorize the token. */
  blocked: Failure;
}

/**
 * Finds out what GitHub tells of an organization that it left out of a list until single sign-on is passed: most often
 * it refuses with the very page where the token can be authorized. A look-up that fails otherwise takes nothing away.
 * @param hidden the failure that the list's answer stands for
 * @param tokensUrl the host's page of tokens, where each can be authorized too
 */
export async function fetchHiddenOrganization(
  client: GitHubClient,
  githubId: number,
  hidden: Failure,
  tokensUrl: string,
): Promise<HiddenOrganization> {
  const path = `/organizations/${githubId}`;
  const unknown = { githubId, login: `organization ${githubId}`, name: null };
  try {
    const { body } = requireBody(await client.get<unknown>(path));
    const { detail: _, ...cause } = hidden;
    return { ...toListed(readAs(ownerBody, body, `GET ${path}`)), blocked: { ...cause, link: tokensUrl } };
  } catch (thrown) {
    const { failure } = asFailureError(thrown);
    if (failure.code !== hidden.code) return { ...unknown, blocked: { ...hidden, link: tokensUrl } };
    const login = /\/orgs\/([\w-]+)\/sso\b/.exec(failure.link ?? "")?.[1] ?? unknown.login;
    return { ...unknown, login, blocked: { ...failure, link: failure.link ?? tokensUrl } };
  }
}

function asFailureError(thrown: unknown): FailureError {
  if (thrown instanceof FailureError) return thrown;
  throw thrown;
}

/** Looks a name up as an organization, then as a user. Throws `github/organization-not-found` when it is neither. */
export async function fetchOwner(client: GitHubClient, login: string): Promise<Owner> {
  const organization = await fetchUnlessMissing(client, `/orgs/${encodeURIComponent(login)}`);
  if (organization !== null) return { ...organization, kind: "organization" };
  const user = await fetchUnlessMissing(client, `/users/${encodeURIComponent(login)}`);
  if (user !== null) return { ...user, kind: "user" };
  throw new FailureError({ code: "github/organization-not-found", detail: login });
}

async function fetchUnlessMissing(client: GitHubClient, path: string): Promise<ListedOrganization | null> {
  try {
    const { body } = requireBody(await client.get<unknown>(path));
    return toListed(readAs(ownerBody, body, `GET ${path}`));
  } catch (thrown) {
    if (thrown instanceof FailureError && thrown.failure.code === "github/not-found") return null;
    throw thrown;
  }
}

function toListed({ id, login, name = null }: z.output<typeof ownerBody>): ListedOrganization {
  return { githubId: id, login, name };
}
