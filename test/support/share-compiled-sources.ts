import { join } from "node:path";

/*
 * Imported by the runners' configurations: every process and thread that a test starts takes what Node compiled of the same
 * sources before, from a folder that `npm ci` empties. Nothing else differs: Node goes by a source's text, not its date.
 */

process.env["NODE_COMPILE_CACHE"] ??= join(import.meta.dirname, "../../node_modules/.cache/node-compile");
