import {
  buildSchema,
  executeSync,
  GraphQLScalarType,
  parse,
  validate,
  GraphQLError,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { accountResolvers } from "./account-resolvers.ts";
import type { GraphContext } from "./context.ts";
import { computeCost, mostNodes, planCost, type CostPlan, type QueryCost } from "./cost.ts";
import { formatError, type GitHubGraphQLError } from "./errors.ts";
import { pullRequestResolvers } from "./pull-request-resolvers.ts";
import { repositoryResolvers } from "./repository-resolvers.ts";
import { attachResolvers } from "./resolvers.ts";
import { accountTypes } from "./schema-accounts.ts";
import { inputTypes } from "./schema-inputs.ts";
import { pullRequestTypes } from "./schema-pull-requests.ts";

/** GitHub's schema, as far as the sample serves it. */
export const schemaText = [inputTypes, accountTypes, pullRequestTypes].join("\n");

/** A GraphQL answer before it is written. */
export interface GraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: GitHubGraphQLError[];
}

/** A query that was read: its document with what is worth knowing before it runs, or what is wrong with it. */
export type PreparedQuery =
  | {
      readonly kind: "ready";
      readonly document: DocumentNode;
      readonly operation: OperationDefinitionNode;
      readonly plan: CostPlan;
    }
  | { readonly kind: "invalid"; readonly errors: GitHubGraphQLError[] };

/** Texts of queries that stay prepared: a client has few, and each is sent thousands of times. */
const mostPrepared = 500;

let sharedSchema: GraphQLSchema | undefined;

function schemaOnce(): GraphQLSchema {
  if (sharedSchema === undefined) {
    sharedSchema = buildSchema(schemaText);
    attachResolvers(sharedSchema, {
      ...accountResolvers,
      ...repositoryResolvers,
      ...pullRequestResolvers,
    });
    const dateTime = sharedSchema.getType("DateTime");
    const bigInt = sharedSchema.getType("BigInt");
    if (dateTime instanceof GraphQLScalarType) dateTime.serialize = (moment) => writeTime(moment as number);
    if (bigInt instanceof GraphQLScalarType) bigInt.serialize = (value) => String(value);
    const gitTimestamp = sharedSchema.getType("GitTimestamp");
    if (gitTimestamp instanceof GraphQLScalarType)
      gitTimestamp.serialize = (moment) => writeTime(moment as number);
  }
  return sharedSchema;
}

/** ISO 8601, UTC, without fractions, as GitHub writes moments. */
export function writeTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** Reads, validates and remembers queries, and runs them. */
export class GraphExecutor {
  readonly #prepared = new Map<string, PreparedQuery>();

  /** Parses and validates a query once for each text and operation name. */
  prepare(query: string, operationName: string | undefined): PreparedQuery {
    const key = `${operationName ?? ""}\n${query}`;
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const prepared = prepareQuery(query, operationName);
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear();
    this.#prepared.set(key, prepared);
    return prepared;
  }

  /** The cost with these variables, or the errors that GitHub answers before it runs such a query. */
  cost(query: PreparedQuery & { kind: "ready" }, variables: Readonly<Record<string, unknown>>): QueryCost {
    return computeCost(query.plan, variables);
  }

  /** The error for a query that asks for too many nodes. */
  refuseNodes(cost: QueryCost): GitHubGraphQLError | undefined {
    if (cost.nodeCount <= mostNodes) return undefined;
    const asked = cost.nodeCount.toLocaleString("en-US");
    return {
      type: "MAX_NODE_LIMIT_EXCEEDED",
      message: `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${mostNodes.toLocaleString("en-US")}.`,
    };
  }

  run(
    query: PreparedQuery & { kind: "ready" },
    variables: Readonly<Record<string, unknown>>,
    context: GraphContext,
  ): GraphAnswer {
    const operationName = query.operation.name?.value;
    const result = executeSync({
      schema: schemaOnce(),
      document: query.document,
      variableValues: variables,
      contextValue: context,
      ...(operationName === undefined ? {} : { operationName }),
    });
    const errors = result.errors?.map(formatError);
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

function prepareQuery(query: string, operationName: string | undefined): PreparedQuery {
  try {
    const schema = schemaOnce();
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { kind: "invalid", errors: errors.map(formatError) };
    const operations = document.definitions.filter((definition) => definition.kind === "OperationDefinition");
    const operation =
      operationName === undefined
        ? operations[0]
        : operations.find((candidate) => candidate.name?.value === operationName);
    if (operation === undefined || (operationName === undefined && operations.length > 1)) {
      return {
        kind: "invalid",
        errors: [
          {
            message:
              operationName === undefined
                ? "An operation name is required"
                : `No operation named "${operationName}"`,
          },
        ],
      };
    }
    return { kind: "ready", document, operation, plan: planCost(schema, document, operation) };
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: "invalid", errors: [formatError(error)] };
    throw error;
  }
}
