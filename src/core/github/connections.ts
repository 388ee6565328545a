import { z } from "zod";
import { FailureError, type Failure } from "../../shared/failures.ts";

/** GitHub's price of a query: fetches of connections when every page is full, ÷ 100, rounded, at least 1 (GitHub docs). */
export function pointsFor(fetches: number): number {
  return Math.max(1, Math.round(fetches / 100));
}

/** A page of a connection. Records are null where GitHub gave up on them. */
export function connectionOf<Node extends z.ZodType>(node: Node) {
  return z.object({
    totalCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(node.nullable()),
  });
}

/** Where a list goes on; null at its end. */
export function readNextCursor(pageInfo: { hasNextPage: boolean; endCursor: string | null }): string | null {
  if (!pageInfo.hasNextPage) return null;
  if (pageInfo.endCursor !== null) return pageInfo.endCursor;
  throw new FailureError({ code: "github/bad-response", detail: "a list goes on, but not from anywhere" });
}

/**
 * The records of a page, all of them. A null among them is a record that GitHub gave up on, with or without saying so:
 * storing the rest would make a hole that looks like data, so the page is refused, and asked for again smaller.
 */
export function requireAll<Node>(nodes: readonly (Node | null)[], what: string): Node[] {
  const present = nodes.filter((node): node is Node => node !== null);
  if (present.length === nodes.length) return present;
  const missing = nodes.length - present.length;
  throw new FailureError({
    code: "github/too-costly",
    detail: `${what}: ${missing} of ${nodes.length} records are missing from the page`,
  });
}

/** The data of one top-level field, or the failure for which GitHub refused it. */
export function requireField(
  answer: { data: Record<string, unknown>; refused: Map<string, Failure> },
  field: string,
  what: string,
): unknown {
  const refusal = answer.refused.get(field);
  if (refusal) throw new FailureError(refusal);
  const value = answer.data[field];
  if (value !== null && value !== undefined) return value;
  throw new FailureError({ code: "github/not-found", detail: what });
}
