import { parseArgs } from "node:util";

export type PackPlatform = "linux" | "mac" | "win";

export interface PackageOptions {
  platform: PackPlatform;
  isTreeOnly: boolean;
  electronDist: string | null;
  help: boolean;
}

export const HELP = `npm run package [-- OPTIONS]     (or package:linux, package:mac, package:win)

Builds Onramp and packs it into dist/: AppImage and deb, dmg, or an installer for Windows.

  --platform P         linux, mac or win; this machine's unless said
  --dir                the unpacked tree only: needs no installer's helper
  --electron-dist DIR  take Electron's runtime for that platform from there
  --help               this text
`;

const PLATFORMS: Partial<Record<NodeJS.Platform, PackPlatform>> = {
  linux: "linux",
  darwin: "mac",
  win32: "win",
};

/** Understands what follows `npm run package --`, or says what is wrong with it. */
export function parsePackageOptions(
  args: readonly string[],
  hostPlatform: NodeJS.Platform,
): PackageOptions | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        platform: { type: "string" },
        dir: { type: "boolean", default: false },
        "electron-dist": { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    const asked = values.platform ?? PLATFORMS[hostPlatform];
    const platform = Object.values(PLATFORMS).find((known) => known === asked);
    if (platform === undefined) return { wrong: "--platform is linux, mac or win" };
    return {
      platform,
      isTreeOnly: values.dir,
      electronDist: values["electron-dist"] ?? null,
      help: values.help,
    };
  } catch (error) {
    // parseArgs explains itself in a first sentence; what follows is advice for programmers.
    return { wrong: (error as Error).message.split(". ", 1)[0]! };
  }
}

/** Why nothing was packed, and what helps where what electron-builder downloads cannot be had. Pure. */
export function describePackFailure(
  error: unknown,
  { electronDist, isTreeOnly }: Pick<PackageOptions, "electronDist" | "isTreeOnly">,
): string {
  const reason = `Onramp was not packed: ${error instanceof Error ? error.message : String(error)}`;
  if (electronDist === null)
    return `${reason}\nElectron's runtime is not here and is downloaded; --electron-dist DIR names one instead.`;
  if (!isTreeOnly)
    return `${reason}\nAn installer's helpers are downloaded; --dir makes the unpacked tree, without them.`;
  return reason;
}
