import { join, resolve } from "node:path";

export interface Place {
  platform: NodeJS.Platform;
  env: Record<string, string | undefined>;
  homeDirectory: string;
}

/**
 * Where Onramp keeps its data, absolute: what the person said, else ONRAMP_DATA_DIR, else the folder that Electron's
 * `app.getPath("userData")` names for an app called Onramp, so that window and terminal share it.
 */
export function findDataDirectory(chosen: string | null, { platform, env, homeDirectory }: Place): string {
  return resolve(
    chosen || env["ONRAMP_DATA_DIR"] || join(applicationData({ platform, env, homeDirectory }), "Onramp"),
  );
}

/** Electron's `appData` (electronjs.org/docs/latest/api/app#appgetpathname). */
function applicationData({ platform, env, homeDirectory }: Place): string {
  switch (platform) {
    case "darwin":
      return join(homeDirectory, "Library", "Application Support");
    case "win32":
      return env["APPDATA"] || join(homeDirectory, "AppData", "Roaming");
    default:
      return env["XDG_CONFIG_HOME"] || join(homeDirectory, ".config");
  }
}
