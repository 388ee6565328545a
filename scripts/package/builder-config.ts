import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "electron-builder";
import { ROOT } from "../check/run-tool.ts";
import type { PackPlatform } from "./options.ts";
import { composeNotices, NOTICES_FILE } from "./third-party-notices.ts";

/*
 * What electron-builder makes of the built app. The packages that run are those of `dependencies`, which it finds
 * itself; here stands what of them, and of our own files, is worth carrying.
 */

/** How the desktop app's executable is called on Linux, where `onramp` is the terminal command. */
export const LINUX_EXECUTABLE = "onramp-desktop";

/**
 * The switches in Electron's binary (electronjs.org/docs/latest/tutorial/fuses): it is the app and nothing else, not a
 * Node, not with options of its environment, not under a debugger, and not on files beside the archive.
 */
const FUSES: NonNullable<Configuration["electronFuses"]> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // Looks at the archive where the platform can: macOS and Windows. Linux ignores it.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
};

/** Our own files: what was built, and nothing that it was built from. */
const OWN_FILES = ["out/**", "package.json", "resources/icon.png"];

/** What packages publish beside what runs. Licences stay. */
const NEEDLESS_FILES = [
  "!**/*.{map,ts,mts,cts,flow,cc,cpp,c,h,gyp,gypi,ps1}",
  "!**/{README,CHANGELOG,HISTORY,CONTRIBUTING,SECURITY,CODE_OF_CONDUCT}{,.*}",
  "!**/node_modules/**/{test,tests,test-jest,__tests__,bench,benchmark,docs,example,examples,scripts}/**",
  "!**/node_modules/better-sqlite3/{deps,src}/**",
  "!**/node_modules/keytar/{src,script}/**",
  // Bundled into our own files.
  "!**/node_modules/zod/**",
  // Headers for compilers.
  "!**/node_modules/node-addon-api/**",
  // Piscina wants it to lower a thread's priority, which we do not do; it comes for the packing machine's platform only.
  "!**/node_modules/@napi-rs/**",
];

/** Node's names of the platforms, by which native binaries are called. */
const NODE_PLATFORMS = { linux: "linux", mac: "darwin", win: "win32" } as const;

/**
 * Of the native binaries, those of the platform that is packed, wherever that happens: electron-builder's `${platform}` is
 * the machine's that packs; its `${arch}` is what is packed.
 */
function nativeFiles(platform: PackPlatform): string[] {
  const target = `${NODE_PLATFORMS[platform]}-\${arch}`;
  return [
    "!**/node_modules/better-sqlite3/{build,prebuilds}/**",
    "!**/node_modules/keytar/{build,prebuilds}/**",
    `**/node_modules/better-sqlite3/prebuilds/${target}.node`,
    `**/node_modules/keytar/prebuilds/${target}/keytar.node`,
  ];
}

/** What electron-builder is told, for one platform. */
export function builderConfigFor(platform: PackPlatform): Configuration {
  return { ...FOR_ALL, files: [...OWN_FILES, ...NEEDLESS_FILES, ...nativeFiles(platform)] };
}

const FOR_ALL: Configuration = {
  appId: "dev.onramp.desktop",
  productName: "Onramp",
  copyright: "Copyright © 2026 The Onramp engineers",
  // What only installers need lies apart: electron-builder leaves that folder out of the app.
  directories: { output: "dist", buildResources: "resources/installer" },
  // Links that open Onramp: `src/main/deep-link.ts`.
  protocols: [{ name: "Onramp", schemes: ["onramp"] }],
  asar: { smartUnpack: false },
  // The system loads these itself, so they cannot lie in the archive.
  asarUnpack: ["**/*.node"],
  // Beside the archive, where a person finds it; before anything is signed.
  afterPack: ({ appOutDir, packager }) =>
    writeFile(join(packager.getResourcesDir(appOutDir), NOTICES_FILE), composeNotices(ROOT)),
  electronFuses: FUSES,
  electronLanguages: ["en-US"],
  // Every native module brings its binaries.
  npmRebuild: false,
  allowMissingDependencies: false,
  linux: {
    target: ["AppImage", "deb"],
    executableName: LINUX_EXECUTABLE,
    category: "Development",
    icon: "resources/installer/icons",
    synopsis: "From your GitHub account to your team's first insight",
    maintainer: "The Onramp engineers <onramp@onramp.invalid>",
    extraResources: [{ from: "resources/installer/launchers/linux", to: "bin" }],
  },
  deb: {
    // Without them there is no keychain to reach.
    recommends: ["libsecret-1-0", "gnome-keyring"],
    fpm: [`${join(ROOT, "resources/installer/launchers/linux/onramp")}=/usr/bin/onramp`],
  },
  mac: {
    target: ["dmg"],
    category: "public.app-category.developer-tools",
    icon: "resources/installer/icon.icns",
    hardenedRuntime: true,
    extraResources: [{ from: "resources/installer/launchers/mac", to: "bin" }],
  },
  win: {
    target: ["nsis"],
    icon: "resources/installer/icon.ico",
    extraResources: [{ from: "resources/installer/launchers/win", to: "bin" }],
  },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
