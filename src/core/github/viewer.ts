import { z } from "zod";
import type { EpochMs, IsoTime } from "../../shared/ids.ts";
import type { GitHubClient } from "./client.ts";
import { readAs } from "./read-as.ts";
import { requireBody } from "./require-body.ts";

/** Whose token it is, and what the token may do. */
export interface Viewer {
  githubId: number;
  login: string;
  name: string | null;
  /** Granted classic scopes; null for tokens of other kinds. */
  scopes: string[] | null;
  /** As GitHub said; fine-grained tokens were seen to report nonsense (google/go-github#3708): only good for a warning. */
  tokenExpiresAt: EpochMs | null;
  serverTime: IsoTime;
}

const viewerBody = z.object({
  id: z.number(),
  login: z.string(),
  name: z.string().nullish(),
});

/** Asks GitHub who the token belongs to. */
export async function fetchViewer(client: GitHubClient): Promise<Viewer> {
  const answer = requireBody(await client.get<unknown>("/user"));
  const { id, login, name = null } = readAs(viewerBody, answer.body, "GET /user");
  const { scopes, tokenExpiresAt, serverTime } = answer;
  return { githubId: id, login, name, scopes, tokenExpiresAt, serverTime };
}
