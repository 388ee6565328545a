import type { GraphOutcome, GraphRequest } from "./graphql-endpoint.ts";

/** In letters of their bodies; what comes after is made anew each time. */
const mostKept = 64 * 1024 * 1024;

/**
 * Answers to queries, to be given again as long as nothing has changed. GitHub's work is done on GitHub's machines; a
 * server that shares its processor with the client to be measured takes from it what in reality nobody takes.
 */
export class KeptAnswers {
  readonly #byRequest = new Map<string, GraphOutcome>();
  #letters = 0;

  find(request: GraphRequest): GraphOutcome | undefined {
    return this.#byRequest.get(keyOf(request));
  }

  keep(request: GraphRequest, outcome: GraphOutcome): void {
    const { length } = outcome.answer.body;
    if (this.#letters + length > mostKept) return;
    this.#letters += length;
    this.#byRequest.set(keyOf(request), outcome);
  }

  /** Something may have changed that answers tell of. */
  forget(): void {
    this.#byRequest.clear();
    this.#letters = 0;
  }
}

function keyOf({ query, operationName, variables }: GraphRequest): string {
  return JSON.stringify([query, operationName, variables]);
}
