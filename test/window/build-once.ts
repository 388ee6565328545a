import { join } from "node:path";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Builds the app before the first test, unless it is as new as its sources. */
export default async function buildOnce(): Promise<void> {
  if (isBuildStale(ROOT) && !(await buildApp(ROOT))) throw new Error("The app could not be built.");
}
