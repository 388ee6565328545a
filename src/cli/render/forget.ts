import type { ForgetReport, KeptData, OwnEntry } from "../../shared/forget.ts";
import type { Line } from "../output/line.ts";
import { formatBytes } from "./format.ts";
import { renderTable } from "./table.ts";

/** What there is, and how to have it removed. */
export function renderKept({ dataDirectory, tokens, entries }: KeptData): Line[] {
  return [
    `Kept in ${dataDirectory}:`,
    ...renderEntries(entries),
    ...tokens.map((account) => `  the token of ${account}`),
    "",
    'Nothing was removed. "onramp forget --yes" removes all of it.',
  ];
}

/** What was removed, and what could not be. */
export function renderForgotten({ dataDirectory, tokens, entries, left }: ForgetReport): Line[] {
  const stays = new Map(left.map(({ name, reason }) => [name, reason]));
  return [
    `Removed from ${dataDirectory}:`,
    ...renderEntries(entries.filter(({ name }) => !stays.has(name))),
    ...tokens.map((account) => `  the token of ${account}`),
    ...[...stays].map(([name, reason]) => `Not removed: ${name} (${reason})`),
  ];
}

function renderEntries(entries: readonly OwnEntry[]): Line[] {
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return renderTable(
    [{ title: "" }, { title: "Size", align: "right" }],
    [...entries, { name: "together", bytes }].map((entry) => [entry.name, formatBytes(entry.bytes)]),
  );
}
