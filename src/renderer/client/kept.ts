import { useCallback, useState } from "react";

/*
 * What the person left on this computer, to be found again when the window is reopened: the view, filters, order. Only
 * conveniences: what is true of a sync is asked for, never kept here.
 */

/** Understands what was kept, or null when it cannot: another version may have written it. */
export type ParseKept<Value> = (kept: unknown) => Value | null;

export function readKept<Value>(name: string, parse: ParseKept<Value>, fallback: Value): Value {
  try {
    return parse(JSON.parse(window.localStorage.getItem(name) ?? "null")) ?? fallback;
  } catch {
    return fallback;
  }
}

export function keep(name: string, value: unknown): void {
  window.localStorage.setItem(name, JSON.stringify(value));
}

/** React's `useState` with a memory. `parse` must be the same function at every call. */
export function useKept<Value>(
  name: string,
  parse: ParseKept<Value>,
  fallback: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(() => readKept(name, parse, fallback));
  const change = useCallback(
    (next: Value) => {
      keep(name, next);
      setValue(next);
    },
    [name],
  );
  return [value, change];
}

export const parseText: ParseKept<string> = (kept) => (typeof kept === "string" ? kept : null);
