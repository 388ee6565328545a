import { existsSync, readFileSync, writeFileSync } from "node:fs";

const HEAD = `# Benchmarks

Each part below is written by the bench itself, with the machine, the command and the date. Anyone can run it:

\`\`\`
npm run bench                     # all parts, in some minutes
npm run bench -- comparison store # these parts
npm run bench -- --full           # the slowest scripts too, to their end
npm run bench -- --write          # and keep the results here
\`\`\`

Everything is measured against the sample organization's server (\`src/sample\`) in a process of its own on the loopback
interface. Its latency, 80 ms unless said otherwise, is added to every answer.
`;

/**
 * Replaces the parts that were measured in the document, and leaves the others as they were.
 * @param parts Markdown by the part's name
 */
export function writeDocument(path: string, parts: ReadonlyMap<string, string>): void {
  const known = existsSync(path) ? readParts(readFileSync(path, "utf8")) : new Map<string, string>();
  const all = new Map([...known, ...parts]);
  const texts = [...all].map(([name, text]) => `${openingOf(name)}\n\n${text}\n`);
  writeFileSync(path, [HEAD, ...texts].join("\n"));
}

const openingOf = (name: string): string => `<!-- part: ${name} -->`;

function readParts(document: string): Map<string, string> {
  const [, ...pieces] = document.split(/^<!-- part: ([\w-]+) -->$/m);
  const parts = new Map<string, string>();
  for (let place = 0; place < pieces.length; place += 2) parts.set(pieces[place]!, pieces[place + 1]!.trim());
  return parts;
}
