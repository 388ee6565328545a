import { runCommand } from "../check/run-tool.ts";

interface Audit {
  metadata?: { vulnerabilities: Record<string, number> };
  message?: string;
}

/**
 * Asks the registry for known weaknesses of what is locked, and says in one line what it answered, or that it did not: not
 * every registry offers this. Never fails a test run, which must not depend on the day's news.
 */
export async function describeAdvisories(env: NodeJS.ProcessEnv): Promise<string> {
  const npm = env["npm_execpath"];
  const args = ["audit", "--json", "--fetch-timeout=20000", "--fetch-retries=0"];
  const { output } = npm
    ? await runCommand(process.execPath, [npm, ...args], { output: "keep" })
    : await runCommand("npm", args, { output: "keep" });
  return summarizeAudit(output);
}

/** What the output of `npm audit --json` says. Pure. */
export function summarizeAudit(output: string): string {
  const audit = parseAudit(output);
  const counts = audit?.metadata?.vulnerabilities;
  if (!counts) {
    const reason = (audit?.message ?? "no answer").split("\n", 1)[0]!;
    return `advisories: not checked, the registry's endpoint does not answer (${reason})`;
  }
  const found = Object.entries(counts).filter(([severity, count]) => severity !== "total" && count > 0);
  if (found.length === 0) return "advisories: none known";
  return `advisories: ${found.map(([severity, count]) => `${count} ${severity}`).join(", ")}; see npm audit`;
}

/** npm prints lines of its own around the JSON when the endpoint fails. */
function parseAudit(output: string): Audit | null {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as Audit;
  } catch {
    return null;
  }
}
