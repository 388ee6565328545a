import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, Visitor, type ESTree } from "vite";
import { expect, test } from "vitest";
import { findModules } from "../../scripts/check/read-module.ts";
import { ROOT } from "../../scripts/check/run-tool.ts";

/** The attributes of HTML and of our controls, and the properties of objects, whose value a person reads or hears. */
const READ_NAMES = new Set([
  ...["aria-label", "aria-description", "aria-roledescription", "aria-valuetext"],
  ...["alt", "hint", "label", "placeholder", "title"],
]);

/** What GitHub calls its permissions, in every language. */
const NOT_TRANSLATED = new Set(["repo", "read:org"]);

/** The words that a module writes itself, where it draws them or under a name whose value is read. */
function findWords(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  const found: string[] = [];
  new Visitor({
    JSXText: ({ value }) => void found.push(value),
    JSXElement: ({ children }) => void found.push(...children.flatMap(wordsOf)),
    JSXFragment: ({ children }) => void found.push(...children.flatMap(wordsOf)),
    JSXAttribute({ name, value }) {
      const isRead = name.type === "JSXIdentifier" && READ_NAMES.has(name.name);
      if (isRead && value !== null) found.push(...wordsOf(value));
    },
    Property({ key, value }) {
      if (key.type === "Identifier" && READ_NAMES.has(key.name)) found.push(...wordsOf(value));
    },
  }).visit(program);
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words));
}

/** The strings that a value can be, as far as it says so itself. */
function wordsOf(node: ESTree.Node): string[] {
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [node.value] : [];
    case "TemplateLiteral":
      return [...node.quasis.map(({ value }) => value.raw), ...node.expressions.flatMap(wordsOf)];
    case "JSXExpressionContainer":
    case "ParenthesizedExpression":
      return wordsOf(node.expression);
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(wordsOf);
    case "LogicalExpression":
      return (node.operator === "&&" ? [node.right] : [node.left, node.right]).flatMap(wordsOf);
    case "BinaryExpression":
      return node.operator === "+" ? [node.left, node.right].flatMap(wordsOf) : [];
    default:
      return [];
  }
}

test("every word of the window stands in src/renderer/texts, ready to be translated", () => {
  const modules = findModules(ROOT, ["src/renderer"]).filter(
    (path) => !path.startsWith("src/renderer/texts/"),
  );
  expect(modules.filter((path) => path.endsWith(".tsx")).length).toBeGreaterThan(50);
  const words = modules.flatMap((path) =>
    findWords(path, readFileSync(join(ROOT, path), "utf8"))
      .filter((found) => !NOT_TRANSLATED.has(found))
      .map((found) => `${path}: ${found}`),
  );
  expect(words).toEqual([]);
});

test.each([
  ["as text", "<p>Not yet</p>"],
  ["as a string", '<p>{"Not yet"}</p>'],
  ["behind a condition", '<>{isDone ? null : "Not yet"}</>'],
  ["as a default", '<p>{name ?? "Not yet"}</p>'],
  ["in an attribute", '<input placeholder="Not yet" />'],
  ["in an object", 'const state = { label: "Not yet" };'],
  ["around a value", "<Icon title={`Not yet ${name}`} />"],
])("words %s are found", (_where, source) => {
  expect(findWords("example.tsx", source)).toEqual(["Not yet"]);
});

test("what nobody reads is no word", () => {
  const source = '<p className="quiet">{TEXTS["done"]}{isDone === null && " · "}{list.join(",")}</p>';
  expect(findWords("example.tsx", source)).toEqual([]);
});
