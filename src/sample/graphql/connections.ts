import type { GraphQLResolveInfo, SelectionSetNode } from "graphql";
import { githubError } from "./errors.ts";

/** The arguments that page through any connection. */
export interface PageArguments {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

/** How the items of a connection are sorted: by key, equal keys by id, both in one direction. */
export interface Sorting<Item> {
  key(item: Item): number | string;
  id(item: Item): number;
  /** 1 ascending, -1 descending. */
  sign: 1 | -1;
}

interface Position {
  readonly key: number | string;
  readonly id: number;
}

const prefix = "cursor:v2:";
const mostRecords = 100;

function encodeCursor(position: Position): string {
  return Buffer.from(prefix + JSON.stringify([position.key, position.id])).toString("base64");
}

function decodeCursor(cursor: string): Position {
  const text = Buffer.from(cursor, "base64").toString();
  if (text.startsWith(prefix)) {
    try {
      const [key, id] = JSON.parse(text.slice(prefix.length)) as [unknown, unknown];
      if ((typeof key === "number" || typeof key === "string") && typeof id === "number") return { key, id };
    } catch {
      // Not ours: refused below.
    }
  }
  throw githubError("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
}

function compare(left: Position, right: Position): number {
  if (left.key === right.key) return left.id - right.id;
  return left.key < right.key ? -1 : 1;
}

/** The place of the first item that comes after a position, which need not be an item's any more. */
function firstAfter<Item>(
  items: readonly Item[],
  position: Position,
  sorting: Sorting<Item>,
  orAt: boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle] as Item;
    const order = sorting.sign * compare({ key: sorting.key(item), id: sorting.id(item) }, position);
    if (order > 0 || (orAt && order === 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One page of a connection; its properties are the fields of GitHub's connection types. */
export class Connection<Item> {
  readonly nodes: readonly Item[];
  readonly totalCount: number;
  readonly #sorting: Sorting<Item>;
  readonly #more: { before: boolean; after: boolean };

  constructor(
    nodes: readonly Item[],
    totalCount: number,
    sorting: Sorting<Item>,
    more: { before: boolean; after: boolean },
  ) {
    this.nodes = nodes;
    this.totalCount = totalCount;
    this.#sorting = sorting;
    this.#more = more;
  }

  cursor(item: Item): string {
    return encodeCursor({ key: this.#sorting.key(item), id: this.#sorting.id(item) });
  }

  get edges(): readonly { node: Item; cursor: string }[] {
    return this.nodes.map((node) => ({ node, cursor: this.cursor(node) }));
  }

  get pageInfo(): {
    startCursor: string | null;
    endCursor: string | null;
    hasNextPage: boolean;
    hasPreviousPage: boolean;
  } {
    const first = this.nodes[0];
    const last = this.nodes.at(-1);
    return {
      startCursor: first === undefined ? null : this.cursor(first),
      endCursor: last === undefined ? null : this.cursor(last),
      hasNextPage: this.#more.after,
      hasPreviousPage: this.#more.before,
    };
  }
}

/**
 * Cuts a page out of sorted items. Cursors are positions in the order, not places in a list: a page that follows one is
 * right even when items came or went in between, and an item whose key moves it in front of the cursor is not seen.
 * @param totalCount when the whole connection counts otherwise than `items` does
 */
export function paginate<Item>(
  items: readonly Item[],
  page: PageArguments,
  info: GraphQLResolveInfo,
  sorting: Sorting<Item>,
  totalCount?: number,
): Connection<Item> {
  checkBounds(page, info);
  const from =
    typeof page.after === "string" ? firstAfter(items, decodeCursor(page.after), sorting, false) : 0;
  const until =
    typeof page.before === "string"
      ? firstAfter(items, decodeCursor(page.before), sorting, true)
      : items.length;
  const span = Math.max(0, until - from);
  const count = Math.min(page.first ?? page.last ?? 0, span);
  const start = typeof page.last === "number" ? Math.max(from, until - count) : from;
  const nodes = items.slice(start, start + count);
  return new Connection(nodes, totalCount ?? items.length, sorting, {
    before: start > 0,
    after: start + count < items.length,
  });
}

/** `first` or `last` is mandatory, 1–100, wherever records are asked for (GitHub Docs, "Rate limits and query limits for the GraphQL API"). */
function checkBounds(page: PageArguments, info: GraphQLResolveInfo): void {
  const connection = info.fieldName;
  for (const name of ["first", "last"] as const) {
    const count = page[name];
    if (typeof count !== "number") continue;
    if (count < 0)
      throw githubError(
        "INVALID_CURSOR_ARGUMENTS",
        `\`${name}\` on the \`${connection}\` connection cannot be less than zero.`,
      );
    if (count > mostRecords) {
      throw githubError(
        "EXCESSIVE_PAGINATION",
        `Requesting ${count} records on the \`${connection}\` connection exceeds the \`${name}\` limit of ${mostRecords} records.`,
      );
    }
  }
  if (typeof page.first === "number" && typeof page.last === "number") {
    throw githubError(
      "INVALID_CURSOR_ARGUMENTS",
      `Passing both \`first\` and \`last\` to paginate the \`${connection}\` connection is not supported.`,
    );
  }
  if (typeof page.first === "number" || typeof page.last === "number") return;
  if (info.fieldNodes.some((field) => asksForRecords(field.selectionSet, info))) {
    throw githubError(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${connection}\` connection.`,
    );
  }
}

function asksForRecords(selections: SelectionSetNode | undefined, info: GraphQLResolveInfo): boolean {
  return (selections?.selections ?? []).some((selection): boolean => {
    switch (selection.kind) {
      case "Field":
        return ["nodes", "edges", "pageInfo"].includes(selection.name.value);
      case "InlineFragment":
        return asksForRecords(selection.selectionSet, info);
      case "FragmentSpread":
        return asksForRecords(info.fragments[selection.name.value]?.selectionSet, info);
      default:
        return false;
    }
  });
}
