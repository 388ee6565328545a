import { Arch, build, Platform } from "electron-builder";
import { ROOT } from "../check/run-tool.ts";
import { builderConfigFor } from "./builder-config.ts";
import type { PackPlatform } from "./options.ts";

export interface PackOptions {
  platform: PackPlatform;
  /** Makes the unpacked tree only, for which no installer's helper is needed. */
  isTreeOnly: boolean;
  /** A folder with Electron's runtime for that platform; null: electron-builder looks for it, and downloads it. */
  electronDist: string | null;
  /** Where the result goes. */
  output: string;
}

/** Packs the app that was built, for this machine's kind of processor. Rejects when electron-builder gives up. */
export async function packApp({ platform, isTreeOnly, electronDist, output }: PackOptions): Promise<void> {
  const target = { linux: Platform.LINUX, mac: Platform.MAC, win: Platform.WINDOWS }[platform];
  const config = builderConfigFor(platform);
  const arch = process.arch === "arm64" ? Arch.arm64 : Arch.x64;
  await build({
    projectDir: ROOT,
    publish: "never",
    targets: target.createTarget(isTreeOnly ? "dir" : null, arch),
    config: {
      ...config,
      directories: { ...config.directories, output },
      ...(electronDist === null ? {} : { electronDist }),
    },
  });
}
