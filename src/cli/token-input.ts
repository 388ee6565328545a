import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { InputStream } from "./context.ts";

/** No token is longer (`contract.ts`); the bound only stops nonsense such as a whole disk. */
const MAX_TOKEN_CHARACTERS = 4096;

/** Reads a token from standard input to its end. The line break that ends a file is no part of it. */
export async function readPipedToken(input: InputStream): Promise<string> {
  let text = "";
  for await (const chunk of input.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MAX_TOKEN_CHARACTERS) break;
  }
  return text.replace(/\r?\n$/, "");
}

/**
 * Asks for a token on a terminal without showing what is typed or pasted.
 * @param prompt where the question is written
 * @param onInterrupt called for Ctrl+C, which a terminal in raw mode does not turn into a signal
 */
export async function askForToken(
  input: InputStream,
  prompt: Writable,
  onInterrupt: () => void,
): Promise<string> {
  prompt.write("GitHub token (not shown): ");
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  const typed = Promise.withResolvers<string>();
  reader.once("line", typed.resolve);
  reader.once("SIGINT", onInterrupt);
  // Ctrl+D closes it without a line.
  reader.once("close", () => typed.resolve(""));
  try {
    return (await typed.promise).trim();
  } finally {
    reader.close();
    prompt.write("\n");
  }
}
