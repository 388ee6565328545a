import type { LogEntry, LogLevel } from "../../shared/log-entry.ts";
import { styled, type Line, type Style } from "../output/line.ts";
import { formatTimestamp } from "./format.ts";

const levelStyles: Record<LogLevel, Style> = { debug: "dim", info: "cyan", warn: "yellow", error: "red" };

/** One entry on one line: when, how grave, what, and the facts. */
export function renderLogEntry(entry: LogEntry): Line {
  const code = entry.code ? `  ${entry.code}` : "";
  const facts = Object.entries(entry.data ?? {}).map(([name, value]) => ` ${name}=${String(value)}`);
  return [
    styled("dim", `${formatTimestamp(entry.at)}  `),
    styled(levelStyles[entry.level], entry.level.padEnd(5)),
    `  ${entry.event}  ${entry.message}${code}`,
    styled("dim", facts.join("")),
  ];
}
