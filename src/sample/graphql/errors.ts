import { GraphQLError, type GraphQLFormattedError } from "graphql";

/** An error as GitHub's GraphQL answers carry it: `type` beside `message`, not among the extensions. */
export interface GitHubGraphQLError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
  readonly locations?: readonly { line: number; column: number }[];
  readonly message: string;
}

/** An error that a resolver throws; `type` is one of GitHub's (`NOT_FOUND`, `FORBIDDEN`, …). */
export function githubError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { githubType: type } });
}

/** Turns what graphql-js reports into GitHub's shape. */
export function formatError(error: GraphQLError): GitHubGraphQLError {
  const formatted: GraphQLFormattedError = error.toJSON();
  const { githubType, ...extensions } = error.extensions;
  return {
    ...(typeof githubType === "string" ? { type: githubType } : {}),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    message: formatted.message,
  };
}
