import { expect, test } from "vitest";
import { createCodec } from "../../stand-in/codec.ts";

const codec = createCodec();
const carried = (value: unknown): unknown => codec.decode(codec.encode(value));

test.each<[string, unknown]>([
  ["null", null],
  ["undefined", undefined],
  ["text beyond ASCII", "žluťoučký 🐎 \u2028 </script>"],
  ["not a number", NaN],
  ["infinity", -Infinity],
  ["a number beyond the safe ones", 2n ** 70n],
  ["a date", new Date(1_700_000_000_123)],
  ["an invalid date", new Date(NaN)],
  ["a list with gaps in meaning", [undefined, null, [], {}]],
  ["a map by objects", new Map([[{ id: 1 }, new Set(["a", 1n])]])],
  ["bytes", Uint8Array.from({ length: 100_000 }, (_, index) => index % 256)],
  ["a buffer", new Uint8Array([1, 2, 255]).buffer],
  ["an error", Object.assign(new Error("no such team"), { name: "LookupError" })],
  ["an object that looks like the codec's own notation", { $: "date", v: 5, deep: { $: null } }],
  ["a key that means something to JavaScript", JSON.parse('{"__proto__": {"admin": true}}')],
])("%s arrives as it was", (_, value) => {
  expect(carried(value)).toStrictEqual(value);
});

test("an instance of a class arrives as a plain object", () => {
  class Point {
    x = 1;
  }
  expect(carried(new Point())).toStrictEqual({ x: 1 });
});

test("the same object twice is no cycle", () => {
  const shared = { id: 1 };
  expect(carried([shared, shared])).toStrictEqual([shared, shared]);
});

test.each<[string, () => unknown]>([
  ["a function", () => ({ run: () => 1 })],
  ["a symbol", () => [Symbol("s")]],
  ["bytes of a kind that is not carried", () => new Float64Array(1)],
  [
    "a cycle",
    () => {
      const loop: unknown[] = [];
      loop.push({ loop });
      return loop;
    },
  ],
])("%s is refused in Electron's words", (_, make) => {
  expect(() => codec.encode(make())).toThrow("An object could not be cloned.");
});
