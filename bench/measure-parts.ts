import { fileURLToPath } from "node:url";
import type { BenchOptions, Part } from "./part.ts";
import { describeMachine } from "./report/machine.ts";
import { renderSection } from "./report/render-markdown.ts";
import { writeDocument } from "./report/write-document.ts";

const DOCUMENT = fileURLToPath(new URL("../docs/benchmarks.md", import.meta.url));

/**
 * Measures parts one after the other, prints each as it is done, and keeps them in `docs/benchmarks.md` when asked to.
 * @param command how a person would run it, told beside the figures
 */
export async function measureParts(
  parts: readonly Part[],
  command: string,
  options: BenchOptions & { writes: boolean },
): Promise<void> {
  const texts = new Map<string, string>();
  let missed = 0;
  for (const part of parts) {
    const machine = describeMachine();
    process.stderr.write(`${part.name}: ${part.summary} …\n`);
    const section = await part.measure(options);
    missed += section.goals.filter(({ isMet }) => !isMet).length;
    const origin = `_\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}_`;
    const text = renderSection({ ...section, text: [origin, ...section.text] });
    process.stdout.write(`${text}\n\n`);
    texts.set(part.name, text);
  }
  if (options.writes) writeDocument(DOCUMENT, texts);
  // A missed goal is told, not hidden behind a success.
  if (missed > 0) process.exitCode = 2;
}
