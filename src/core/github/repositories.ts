import { z } from "zod";
import type { Failure } from "../../shared/failures.ts";
import type { IsoTime, RepositoryId } from "../../shared/ids.ts";
import type { OrganizationAddress } from "../database/account-store.ts";
import { toRowId } from "../database/host-ids.ts";
import type { RepositoryFacts } from "../database/repository-store.ts";
import { createTextCleaner } from "./clean-text.ts";
import type { GitHubClient } from "./client.ts";
import { readAs } from "./read-as.ts";
import { requireBody } from "./require-body.ts";

export type RepositoryPage =
  | {
      kind: "ok";
      repositories: RepositoryFacts[];
      /** The page asked for when it is the last one; the page after it when GitHub says only that more follow. */
      lastPage: number;
      hidden: Failure | null;
      etag: string | null;
      serverTime: IsoTime;
    }
  | { kind: "not-modified"; serverTime: IsoTime };

/** Absent fields are those that older Enterprise Servers do not have. */
const repositoryBody = z.object({
  id: z.number(),
  node_id: z.string(),
  name: z.string(),
  full_name: z.string(),
  description: z.string().nullish(),
  private: z.boolean(),
  visibility: z.enum(["public", "private", "internal"]).nullish(),
  fork: z.boolean(),
  archived: z.boolean().nullish(),
  disabled: z.boolean().nullish(),
  has_pull_requests: z.boolean().nullish(),
  language: z.string().nullish(),
  default_branch: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  pushed_at: z.string().nullish(),
});

/**
 * A page of 100 of an owner's repositories, oldest first: new ones come at the end, so pages do not shift while they are
 * read. Private repositories of a user are listed to that user only.
 * @param page from 1
 * @param etag of the same page, to be asked for conditionally
 */
export async function fetchRepositoryPage(
  client: GitHubClient,
  organization: OrganizationAddress,
  page: number,
  etag?: string,
): Promise<RepositoryPage> {
  const path = `${listPath(organization)}&sort=created&direction=asc&per_page=100&page=${page}`;
  const answer = await client.get<unknown>(path, { etag });
  if (answer.kind === "not-modified") return answer;
  const repositories = readAs(z.array(repositoryBody), answer.body, `GET ${path}`);
  return {
    kind: "ok",
    repositories: repositories.map((it) => toFacts(it, organization)),
    lastPage: answer.next === null ? page : (answer.lastPage ?? page + 1),
    hidden: answer.hidden,
    etag: answer.etag,
    serverTime: answer.serverTime,
  };
}

/** One repository, also by a name that it no longer has: `fullName` in the result is the one it has now. */
export async function fetchRepository(
  client: GitHubClient,
  organization: OrganizationAddress,
  fullName: string,
): Promise<{ repository: RepositoryFacts; serverTime: IsoTime }> {
  const path = `/repos/${fullName.split("/").map(encodeURIComponent).join("/")}`;
  const { body, serverTime } = requireBody(await client.get<unknown>(path));
  const repository = toFacts(readAs(repositoryBody, body, `GET ${path}`), organization);
  return { repository, serverTime };
}

function listPath({ login, kind, isViewer }: OrganizationAddress): string {
  if (isViewer) return "/user/repos?affiliation=owner";
  const name = encodeURIComponent(login);
  return kind === "organization" ? `/orgs/${name}/repos?type=all` : `/users/${name}/repos?type=owner`;
}

function toFacts(
  body: z.output<typeof repositoryBody>,
  { id, host, slot }: OrganizationAddress,
): RepositoryFacts {
  const { clean, cleanOrNull } = createTextCleaner();
  return {
    id: toRowId(slot, body.id) as RepositoryId,
    organizationId: id,
    host,
    nodeId: body.node_id,
    fullName: clean(body.full_name),
    name: clean(body.name),
    description: cleanOrNull(body.description ?? null),
    visibility: body.visibility ?? (body.private ? "private" : "public"),
    isFork: body.fork,
    isArchived: body.archived ?? false,
    isDisabled: body.disabled ?? false,
    hasPullRequests: body.has_pull_requests ?? null,
    primaryLanguage: body.language ?? null,
    defaultBranch: body.default_branch ?? null,
    createdAt: body.created_at ?? null,
    updatedAt: body.updated_at ?? null,
    pushedAt: body.pushed_at ?? null,
  };
}
