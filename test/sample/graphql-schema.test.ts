import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  printType,
  type GraphQLField,
  type GraphQLNamedType,
} from "graphql";
import { schema } from "@octokit/graphql-schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemaText } from "../../src/sample/graphql/execute.ts";
import { startSampleServer, type SampleServer } from "../../src/sample/sample-server.ts";
import { ask } from "./client.ts";

const official = buildSchema(schema.idl, { assumeValidSDL: true });
const ours = buildSchema(schemaText);

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.close());

describe("the schema", () => {
  /** A field with its arguments and their defaults, written out. */
  const write = (field: GraphQLField<unknown, unknown>): string =>
    `${field.name}(${field.args.map((argument) => `${argument.name}: ${String(argument.type)} = ${JSON.stringify(argument.defaultValue)}`).join(", ")}): ${String(field.type)} ${field.deprecationReason ?? ""}`;
  const types = Object.values(ours.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
  const find = (name: string): GraphQLNamedType => {
    const type = official.getType(name);
    if (type === undefined) throw new Error(`GitHub has no type ${name}`);
    return type;
  };

  test("has only types, fields and arguments that GitHub has, exactly as GitHub has them", () => {
    let compared = 0;
    for (const type of types) {
      const theirs = find(type.name);
      expect(theirs.constructor).toBe(type.constructor);
      if (
        (isObjectType(type) || isInterfaceType(type)) &&
        (isObjectType(theirs) || isInterfaceType(theirs))
      ) {
        for (const field of Object.values(type.getFields())) {
          const their = theirs.getFields()[field.name];
          expect(their && write(their), `${type.name}.${field.name}`).toBe(write(field));
          compared += 1;
        }
        const interfaces = theirs.getInterfaces().map(({ name }) => name);
        for (const { name } of type.getInterfaces()) expect(interfaces).toContain(name);
      } else if (isUnionType(type) && isUnionType(theirs)) {
        const members = theirs.getTypes().map(({ name }) => name);
        for (const { name } of type.getTypes()) expect(members).toContain(name);
      }
    }
    expect(compared).toBeGreaterThan(250);
  });

  test("has every value of each enumeration and every field of each input", () => {
    const whole = types.filter((type) => isEnumType(type) || isInputObjectType(type) || isScalarType(type));
    const withoutTexts = (type: GraphQLNamedType): string =>
      printType(type)
        .replaceAll(/\s*"""[\s\S]*?"""/g, "")
        .replaceAll(/\s+/g, " ")
        .replaceAll(/ @\w+\(.*?\)/g, "");
    const sorted = (text: string): string[] => text.trim().split(" ").toSorted();
    for (const type of whole)
      expect(sorted(withoutTexts(type)), type.name).toEqual(sorted(withoutTexts(find(type.name))));
    expect(whole.length).toBeGreaterThan(20);
  });
});

test("everything in the schema can be asked for without an internal error", async () => {
  const seen = new Set<string>();
  const select = (type: GraphQLNamedType, depth: number): string => {
    if (isUnionType(type))
      return `{ __typename ${type
        .getTypes()
        .map((member) => `... on ${member.name} { id }`)
        .join(" ")} }`;
    if (!isObjectType(type) && !isInterfaceType(type)) return "";
    const fields = Object.values(type.getFields()).flatMap((field) => {
      const named = ours.getType(String(field.type).replaceAll(/[[\]!]/g, ""));
      if (named === undefined || field.args.some((argument) => String(argument.type).endsWith("!")))
        return [];
      const leaf = isScalarType(named) || isEnumType(named);
      if (!leaf && depth === 0) return [];
      seen.add(`${type.name}.${field.name}`);
      const bounds = field.args.some(({ name }) => name === "first") ? "(first: 2)" : "";
      const inner = leaf ? "" : select(named, depth - 1);
      return inner === "{  }" ? [] : [`${field.name}${bounds} ${inner}`];
    });
    return `{ ${fields.join(" ")} }`;
  };
  const typed = (name: string, depth: number): string =>
    select(ours.getType(name) as GraphQLNamedType, depth);
  for (const name of ["docs", "text-zoo", "berth-model-next", "chart-tiles-fork"]) {
    const answer = await ask(
      server,
      `{ repository(owner: "harborlight", name: "${name}") { pullRequests(first: 30) { nodes ${typed("PullRequest", 3)} } } }`,
    );
    expect(answer.errors).toEqual([]);
    expect(
      (await ask(server, `{ repository(owner: "harborlight", name: "${name}") ${typed("Repository", 2)} }`))
        .errors,
    ).toEqual([]);
  }
  expect(
    (
      await ask(
        server,
        `{ viewer ${typed("User", 2)} organization(login: "harborlight") ${typed("Organization", 2)} }`,
      )
    ).errors,
  ).toEqual([]);
  expect(seen.size).toBeGreaterThan(200);
});
