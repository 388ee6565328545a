import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/**
 * GitHub's price of a query: the fetches that each connection needs when every page is full, divided by 100, at least
 * one point; and the most nodes it could return ("Rate limits and query limits for the GraphQL API", GitHub Docs).
 */
export interface QueryCost {
  /** Points. */
  readonly cost: number;
  /** The most nodes that the answer could hold. */
  readonly nodeCount: number;
  /** The largest page of a connection that holds other connections; 0 without nesting. */
  readonly widestNestedPage: number;
}

/** One connection of a query, and those below it. */
interface PlannedConnection {
  readonly size: Amount;
  /** `nodes(ids:)` is no connection and is not charged, but what lies below it is, once for each id. */
  readonly isConnection: boolean;
  readonly below: readonly PlannedConnection[];
}

type Amount = { readonly literal: number } | { readonly variable: string; readonly otherwise: number };

export type CostPlan = readonly PlannedConnection[];

/** The most nodes that GitHub lets one query ask for. */
export const mostNodes = 500_000;

/** Reads a query's connections once, so that the cost for given variables is arithmetic. */
export function planCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostPlan {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === "FragmentDefinition") fragments.set(definition.name.value, definition);
  }
  const defaults = new Map<string, ValueNode>();
  for (const definition of operation.variableDefinitions ?? []) {
    if (definition.defaultValue !== undefined)
      defaults.set(definition.variable.name.value, definition.defaultValue);
  }
  const root = schema.getQueryType();
  if (root === undefined || root === null) return [];

  const readAmount = (value: ValueNode | undefined): Amount | undefined => {
    if (value?.kind === "IntValue") return { literal: Number(value.value) };
    if (value?.kind === "ListValue") return { literal: value.values.length };
    if (value?.kind !== "Variable") return undefined;
    const fallback = defaults.get(value.name.value);
    return {
      variable: value.name.value,
      otherwise: fallback?.kind === "IntValue" ? Number(fallback.value) : 0,
    };
  };
  const argument = (field: FieldNode, name: string): ValueNode | undefined =>
    field.arguments?.find((candidate) => candidate.name.value === name)?.value;

  const walk = (
    parent: GraphQLCompositeType,
    selections: SelectionSetNode | undefined,
  ): PlannedConnection[] =>
    (selections?.selections ?? []).flatMap((selection): PlannedConnection[] => {
      if (selection.kind === "FragmentSpread") {
        const fragment = fragments.get(selection.name.value);
        return fragment === undefined
          ? []
          : walk(typeNamed(fragment.typeCondition.name.value, parent), fragment.selectionSet);
      }
      if (selection.kind === "InlineFragment") {
        const name = selection.typeCondition?.name.value;
        return walk(name === undefined ? parent : typeNamed(name, parent), selection.selectionSet);
      }
      return readField(parent, selection);
    });
  const typeNamed = (name: string, otherwise: GraphQLCompositeType): GraphQLCompositeType => {
    const type = schema.getType(name);
    return isCompositeType(type) ? type : otherwise;
  };
  const readField = (parent: GraphQLCompositeType, field: FieldNode): PlannedConnection[] => {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return [];
    const definition = parent.getFields()[field.name.value];
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    if (!isCompositeType(type)) return [];
    const below = walk(type, field.selectionSet);
    if (type.name.endsWith("Connection")) {
      const size = readAmount(argument(field, "first")) ??
        readAmount(argument(field, "last")) ?? { literal: 0 };
      return [{ size, isConnection: true, below }];
    }
    if (parent === root && field.name.value === "nodes") {
      return [{ size: readAmount(argument(field, "ids")) ?? { literal: 0 }, isConnection: false, below }];
    }
    return below;
  };
  return walk(root, operation.selectionSet);
}

/** What the planned query costs with these variables. */
export function computeCost(plan: CostPlan, variables: Readonly<Record<string, unknown>>): QueryCost {
  let fetches = 0;
  let nodeCount = 0;
  let widestNestedPage = 0;
  const sizeOf = (amount: Amount): number => {
    if ("literal" in amount) return amount.literal;
    const value = variables[amount.variable];
    if (Array.isArray(value)) return value.length;
    return typeof value === "number" ? value : amount.otherwise;
  };
  const count = (connections: CostPlan, parents: number): void => {
    for (const connection of connections) {
      const size = sizeOf(connection.size);
      if (connection.isConnection) {
        fetches += parents;
        nodeCount += parents * size;
        const nested = connection.below.some((inner) => inner.isConnection && sizeOf(inner.size) > 0);
        if (nested) widestNestedPage = Math.max(widestNestedPage, size);
      }
      count(connection.below, parents * size);
    }
  };
  count(plan, 1);
  return { cost: Math.max(1, Math.round(fetches / 100)), nodeCount, widestNestedPage };
}
