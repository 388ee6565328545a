import { z } from "zod";
import type { Resource } from "../resources.ts";

/**
 * The kinds of durable jobs. A job row holds identifiers only, never an object or a secret; what a job has read so
 * far stands in its checkpoint. Stored payloads are parsed again before a job runs, because rows outlive code.
 * `resource` is what nearly all of its requests are made with.
 */
export const JOB_KINDS = {
  /** The list of one organization's repositories. Subject: the organization. */
  repositories: { payload: z.strictObject({}), maxAttempts: 6, resource: "rest" },
  /** Every member of one organization. Subject: the organization. */
  members: { payload: z.strictObject({}), maxAttempts: 6, resource: "rest" },
  /**
   * GitHub's counts against ours, for up to 100 repositories at once. A run asks it of every repository first, to
   * learn what must be read, and last, to learn whether all was read. Subject: the organization.
   */
  verify: {
    payload: z.strictObject({ repositoryIds: z.array(z.number().int()).min(1).max(100) }),
    maxAttempts: 6,
    resource: "graphql",
  },
  /** The pull requests of one repository, with their reviews. Subject: the repository. */
  pull_requests: { payload: z.strictObject({}), maxAttempts: 6, resource: "graphql" },
  /** The review lists of one repository that were longer than a page. Subject: the repository. */
  reviews: { payload: z.strictObject({}), maxAttempts: 6, resource: "graphql" },
} as const satisfies Record<string, { payload: z.ZodType; maxAttempts: number; resource: Resource }>;

export type JobKind = keyof typeof JOB_KINDS;
export type JobPayload<Kind extends JobKind = JobKind> = z.infer<(typeof JOB_KINDS)[Kind]["payload"]>;

/** Whether stored text names a kind this version knows. */
export function isJobKind(text: string): text is JobKind {
  return Object.hasOwn(JOB_KINDS, text);
}
