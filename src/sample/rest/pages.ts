/** Page-numbered lists, as REST has them ("Using pagination in the REST API", GitHub Docs). */

const defaultPageSize = 30;
const largestPageSize = 100;

/** One page and the `link` header that leads on from it. */
export interface RestPage<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  /** Undefined where everything fits on one page. */
  readonly link: string | undefined;
}

function readNumber(text: string | null, otherwise: number): number {
  const value = Number(text ?? otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}

/**
 * Cuts the page that a request asks for. A row that moved between two requests shifts the others: rows can be seen
 * twice or never, as on GitHub.
 * @param canonicalUrl where GitHub's links point: by id (`…/repositories/42/pulls`), not by name
 */
export function cutPage<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  canonicalUrl: string,
): RestPage<Item> {
  const size = Math.min(readNumber(query.get("per_page"), defaultPageSize), largestPageSize);
  const page = readNumber(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const linkTo = (target: number, relation: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.set("page", String(target));
    return `<${canonicalUrl}?${parameters.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [linkTo(page + 1, "next"), linkTo(last, "last")] : []),
    ...(page > 1 ? [linkTo(1, "first")] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    page,
    link: links.length === 0 ? undefined : links.join(", "),
  };
}
