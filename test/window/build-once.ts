import { ROOT } from "../../scripts/check/run-tool.ts";
import { buildApp, isBuildStale } from "../../scripts/start/build-app.ts";

/** Builds the app before the first test, unless it is as new as its sources. */
export default async function buildOnce(): Promise<void> {
  if (isBuildStale(ROOT) && !(await buildApp())) throw new Error("The app could not be built.");
}
