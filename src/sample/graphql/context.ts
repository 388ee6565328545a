import type { PullRequest, Repository } from "../world/model.ts";
import type { World } from "../world/world.ts";
import type { Blocker } from "./guard.ts";
import type { Access } from "../server/access.ts";

/** What `rateLimit` answers; null where limits are off on GitHub Enterprise Server. */
export interface RateLimitView {
  readonly cost: number;
  readonly limit: number;
  readonly nodeCount: number;
  readonly remaining: number;
  readonly resetAt: number;
  readonly used: number;
}

/** What resolvers know beside their source, and what they leave behind for the server. */
export interface GraphContext {
  readonly world: World;
  readonly access: Access;
  readonly blockers: readonly Blocker[];
  readonly webUrl: string;
  readonly rateLimit: RateLimitView | null;
  /** Pull requests that this answer holds, in the order in which they were asked for. */
  readonly served: PullRequest[];
  /** Repositories whose pull requests were paged through. */
  readonly pagedRepositories: Repository[];
  /** Nodes in this answer, in connections of any kind. */
  nodesReturned: number;
}
