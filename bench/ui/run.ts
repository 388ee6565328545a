import { parseArgs } from "node:util";
import { ROOT } from "../../scripts/check/run-tool.ts";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";
import { measureParts } from "../measure-parts.ts";
import { windowPart } from "./window-part.ts";

/** `npm run bench:ui [-- --write]`: how fast the window is, with ten thousand repositories and with a slow GitHub. */

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
if (isBuildStale(ROOT) && !(await buildApp())) throw new Error("the app could not be built");
const command = values.write ? "npm run bench:ui -- --write" : "npm run bench:ui";
await measureParts([windowPart], command, { isFull: false, writes: values.write });
