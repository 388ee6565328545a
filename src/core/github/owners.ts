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
