import type { GraphAnswer } from "../graphql/execute.ts";

/** Holes in GraphQL answers, as GitHub leaves them when it gives up on some of the records. */

type Path = readonly (string | number)[];

/** The outermost lists of records in an answer, each with its path; records themselves are not searched. */
function findLists(value: unknown, path: Path): { nodes: unknown[]; path: Path }[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "nodes" && Array.isArray(inner)
      ? [{ nodes: inner, path: [...path, name] }]
      : findLists(inner, [...path, name]),
  );
}

/** Empties every nth record of the answer's outermost lists and reports each one. */
function puncture(
  answer: GraphAnswer,
  every: number,
  type: string | undefined,
  message: string,
): GraphAnswer {
  const errors = [...(answer.errors ?? [])];
  const report = (path: Path): void => {
    errors.push({
      ...(type === undefined ? {} : { type }),
      path,
      locations: [{ line: 1, column: 1 }],
      message,
    });
  };
  const lists = findLists(answer.data, []);
  if (lists.length === 0) report([]);
  for (const { nodes, path } of lists) {
    for (let place = 0; place < nodes.length; place += every) {
      nodes[place] = null;
      report([...path, place]);
    }
  }
  return { ...answer, errors };
}

/** GitHub's answer to a query that used too much: records are null, the rest is there. */
export function exhaustResources(answer: GraphAnswer): GraphAnswer {
  return puncture(answer, 1, "RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.");
}

/** A third of the records could not be read. */
export function failPartly(answer: GraphAnswer, message: string): GraphAnswer {
  return puncture(answer, 3, undefined, message);
}
