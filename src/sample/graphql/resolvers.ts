import {
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import type { GraphContext } from "./context.ts";

/**
 * Resolvers by type and field. A field without one is a property of its source, which most are. Sources are `never` here
 * because each resolver names the type that its GraphQL type is made from.
 */
export type Resolvers = Record<
  string,
  Record<string, (source: never, args: never, context: GraphContext, info: GraphQLResolveInfo) => unknown>
>;

/** Hangs resolvers on a schema built from text; throws when one has no field. */
export function attachResolvers(schema: GraphQLSchema, resolvers: Resolvers): void {
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no object type ${typeName}`);
    for (const [fieldName, resolve] of Object.entries(fields)) {
      const field = type.getFields()[fieldName];
      if (field === undefined) throw new Error(`no field ${typeName}.${fieldName}`);
      field.resolve = resolve as NonNullable<typeof field.resolve>;
    }
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type) || isUnionType(type))
      type.resolveType = (source: { __typename: string }) => source.__typename;
  }
}
