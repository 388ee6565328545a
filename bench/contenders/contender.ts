import type { Access } from "../sample.ts";

/** What a contender is asked to do. */
export interface Assignment {
  access: Access;
  /** Read only the first so many repositories of the list; null reads all. */
  onlyRepositories: number | null;
  /** Where Onramp keeps its data; scripts keep theirs in memory. */
  dataDirectory: string;
  /** End as soon as the first insight is there. */
  stopsAtFirstInsight: boolean;
}

/** What a contender has read, and when. Times count from its first request. */
export interface Reading {
  wallMs: number;
  /** Null for scripts: nothing can be said before everything is read. */
  firstInsightMs: number | null;
  repositories: number;
  pullRequests: number;
  reviews: number;
  /** Whether what was read was compared with GitHub's own counts. */
  verified: boolean;
  /** Why it did not come to its end; null when it did. */
  failure: string | null;
}

/** One way to read an organization's pull requests with their reviews. */
export type Contender = (assignment: Assignment) => Promise<Reading>;

/** Runs a script that reads everything into memory, and measures it. */
export async function readInMemory(
  read: (rows: { repositories: number; pullRequests: number; reviews: number }) => Promise<void>,
): Promise<Reading> {
  const rows = { repositories: 0, pullRequests: 0, reviews: 0 };
  const startedAt = performance.now();
  let failure: string | null = null;
  try {
    await read(rows);
  } catch (error) {
    failure = summarize(error);
  }
  return { ...rows, wallMs: performance.now() - startedAt, firstInsightMs: null, verified: false, failure };
}

const MOST_CHARACTERS = 90;

/** An error's message on one line, not too long for a table. */
function summarize(error: unknown): string {
  const text = error instanceof Error ? error.message.replaceAll(/\s*\n\s*(?:- )?/g, " ") : String(error);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
