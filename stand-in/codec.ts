/** What crosses between page and main: JSON, with what JSON lacks written as `{ "$": kind, "v": … }`. */
export interface Codec {
  /** @throws Error in Electron's words for what cannot cross: functions, symbols, cycles and unlisted kinds of bytes. */
  encode(value: unknown): string;
  /** The inverse of `encode`. */
  decode(text: string): unknown;
}

/**
 * Makes the codec that both sides use. Carries `undefined`, non-finite numbers, bigint, Date, Map, Set, ArrayBuffer,
 * Uint8Array and errors (name and message) as structured clone would; class instances arrive as plain objects.
 *
 * The function is also sent to the page as text: it must not refer to anything outside itself, and it takes
 * hold of `JSON` when it is called, before any script of the page could replace it.
 */
export function createCodec(): Codec {
  const { stringify, parse } = JSON;
  const uncloneable = (): Error => new Error("An object could not be cloned.");

  function bytesToText(bytes: Uint8Array): string {
    let binary = "";
    // A call takes only so many arguments.
    for (let start = 0; start < bytes.length; start += 0x8000) {
      binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
    }
    return btoa(binary);
  }

  function textToBytes(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  }

  function plainOf(value: unknown, above: unknown[]): unknown {
    switch (typeof value) {
      case "undefined":
        return { $: "undefined" };
      case "bigint":
        return { $: "bigint", v: String(value) };
      case "number":
        return Number.isFinite(value) ? value : { $: "number", v: String(value) };
      case "function":
      case "symbol":
        throw uncloneable();
      case "string":
      case "boolean":
        return value;
      default:
        return value === null ? null : plainOfObject(value as object, above);
    }
  }

  function plainOfObject(value: object, above: unknown[]): unknown {
    if (above.includes(value)) throw uncloneable();
    const within = [...above, value];
    const plain = (inner: unknown): unknown => plainOf(inner, within);
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Date) return { $: "date", v: value.getTime() };
    if (value instanceof Uint8Array) return { $: "bytes", v: bytesToText(value) };
    if (value instanceof ArrayBuffer) return { $: "buffer", v: bytesToText(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) throw uncloneable();
    if (value instanceof Map)
      return { $: "map", v: [...value].map(([key, item]) => [plain(key), plain(item)]) };
    if (value instanceof Set) return { $: "set", v: [...value].map(plain) };
    if (value instanceof Error) return { $: "error", v: [String(value.name), String(value.message)] };
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, plain(item)]);
    return Object.hasOwn(value, "$") ? { $: "object", v: entries } : Object.fromEntries(entries);
  }

  function revive(plain: unknown): unknown {
    if (typeof plain !== "object" || plain === null) return plain;
    if (Array.isArray(plain)) return plain.map(revive);
    const { $: kind, v } = plain as { $?: string; v?: unknown };
    switch (kind) {
      case undefined:
        return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, revive(item)]));
      case "undefined":
        return undefined;
      case "bigint":
        return BigInt(v as string);
      case "number":
        return Number(v);
      case "date":
        // JSON has no NaN: the time of an invalid date arrives as null.
        return new Date((v as number | null) ?? NaN);
      case "bytes":
        return textToBytes(v as string);
      case "buffer":
        return textToBytes(v as string).buffer;
      case "map":
        return new Map((v as [unknown, unknown][]).map(([key, item]) => [revive(key), revive(item)]));
      case "set":
        return new Set((v as unknown[]).map(revive));
      case "object":
        return Object.fromEntries((v as [string, unknown][]).map(([key, item]) => [key, revive(item)]));
      case "error": {
        const [name, message] = v as [string, string];
        return Object.assign(new Error(message), { name });
      }
      default:
        throw new Error(`Unknown kind of value: ${kind}`);
    }
  }

  return {
    encode: (value) => stringify(plainOf(value, [])),
    decode: (text) => revive(parse(text)),
  };
}
