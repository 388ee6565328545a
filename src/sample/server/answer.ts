/** What the server is about to send: nothing has touched the socket yet, so a fault can still replace it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Empty for 204 and 304. */
  body: string;
  /** Not from GitHub but from something in between: none of GitHub's headers are added. */
  foreign?: true;
}

/** The documentation link that GitHub puts into every error. */
const documentation = "https://docs.github.com/rest";

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(value),
  };
}

/** A REST error as GitHub words it. */
export function errorAnswer(
  status: number,
  message: string,
  more: {
    headers?: Record<string, string>;
    documentationUrl?: string;
    fields?: Record<string, unknown>;
  } = {},
): Answer {
  const body = {
    message,
    ...more.fields,
    documentation_url: more.documentationUrl ?? documentation,
    status: String(status),
  };
  return jsonAnswer(status, body, more.headers);
}

export function htmlAnswer(status: number, title: string): Answer {
  const body = `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><p>This page is not the API.</p></body>\n</html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}
