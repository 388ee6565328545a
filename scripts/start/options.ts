import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface StartOptions {
  /** Absolute; null for the usual place. */
  dataDirectory: string | null;
  /** Try again to get Electron, whatever was found before. */
  retryElectron: boolean;
  help: boolean;
}

export const HELP = `npm start [-- OPTIONS]

Builds Onramp if need be and opens it: in Electron, or in a browser of the Chromium
family where Electron's runtime cannot be had, or in the terminal where there is no display.

  --data-dir DIR     keep the data there (or set ONRAMP_DATA_DIR)
  --retry-electron   try once more to download Electron's runtime
  --help             this text
`;

/**
 * Understands what follows `npm start --`, or says what is wrong with it.
 * @param workingDirectory where the person is; npm itself runs scripts in the project's folder
 */
export function parseStartOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  workingDirectory: string,
): StartOptions | { wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        "data-dir": { type: "string" },
        "retry-electron": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    const dataDirectory = values["data-dir"] ?? (env["ONRAMP_DATA_DIR"] || null);
    if (dataDirectory === "") return { wrong: "--data-dir needs a directory after it" };
    return {
      dataDirectory: dataDirectory === null ? null : resolve(workingDirectory, dataDirectory),
      retryElectron: values["retry-electron"],
      help: values.help,
    };
  } catch (error) {
    // parseArgs explains itself in a first sentence; what follows is advice for programmers.
    return { wrong: (error as Error).message.split(". ", 1)[0]! };
  }
}
