import { z } from "zod";
import type { IsoTime } from "../../shared/ids.ts";
import type { MemberFacts } from "../database/member-store.ts";
import type { GitHubClient } from "./client.ts";
import { readAs } from "./read-as.ts";

export interface MemberPage {
  kind: "ok";
  /** Their ids are GitHub's own. */
  members: MemberFacts[];
  /** Whether another page follows. */
  hasNext: boolean;
  etag: string | null;
  serverTime: IsoTime;
}

const memberBody = z.object({
  id: z.number(),
  login: z.string(),
  type: z.string(),
  site_admin: z.boolean().nullish(),
});

/**
 * A page of 100 members. Concealed members are among them only if the token's user is a member too (GitHub docs,
 * "List organization members").
 * @param page from 1
 * @param etag of the same page, to be asked for conditionally
 */
export async function fetchMemberPage(
  client: GitHubClient,
  organizationLogin: string,
  page: number,
  etag?: string,
): Promise<MemberPage | { kind: "not-modified"; serverTime: IsoTime }> {
  const path = `/orgs/${encodeURIComponent(organizationLogin)}/members?per_page=100&page=${page}`;
  const answer = await client.get<unknown>(path, { etag });
  if (answer.kind === "not-modified") return answer;
  const { body, next, serverTime } = answer;
  const members = readAs(z.array(memberBody), body, `GET ${path}`).map((it) => ({
    id: it.id,
    login: it.login,
    kind: it.type,
    isSiteAdmin: it.site_admin ?? false,
  }));
  return { kind: "ok", members, hasNext: next !== null, etag: answer.etag, serverTime };
}
