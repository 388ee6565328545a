/** `npm run package`: builds the app and packs it for one platform, into `dist/`. */

import { dirname, join } from "node:path";
import { ROOT } from "./check/run-tool.ts";
import { describePackFailure, HELP, parsePackageOptions, type PackPlatform } from "./package/options.ts";
import { packApp } from "./package/pack-app.ts";
import { buildApp } from "./start/build-app.ts";
import { findElectron } from "../src/runtime/electron-runtime.ts";

const options = parsePackageOptions(process.argv.slice(2), process.platform);
if ("wrong" in options) {
  console.error(`${options.wrong}\n\n${HELP}`);
  process.exitCode = 64;
} else if (options.help) {
  console.log(HELP);
} else if (await buildApp()) {
  const { platform, isTreeOnly } = options;
  const electronDist = options.electronDist ?? ownElectronDist(platform);
  try {
    await packApp({ platform, isTreeOnly, electronDist, output: join(ROOT, "dist") });
  } catch (error) {
    console.error(describePackFailure(error, { electronDist, isTreeOnly }));
    process.exitCode = 1;
  }
} else {
  process.exitCode = 1;
}

/** The folder of the runtime that `npm start` uses, when it is one for that platform. */
function ownElectronDist(platform: PackPlatform): string | null {
  const isOwn = { linux: "linux", mac: "darwin", win: "win32" }[platform] === process.platform;
  const electron = findElectron(join(ROOT, "node_modules/electron"), process.env, process.platform);
  if (!isOwn || electron === null) return null;
  // On macOS the executable lies within the bundle: dist/Electron.app/Contents/MacOS/Electron.
  return platform === "mac" ? join(dirname(electron), "../../..") : dirname(electron);
}
