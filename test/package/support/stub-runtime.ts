import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PackPlatform } from "../../../scripts/package/options.ts";

/*
 * Folders that stand for Electron's runtime where that cannot be had: what electron-builder looks at and changes, and
 * the fuses as Electron's binary holds them, so that setting them can be seen.
 */

/** What stands before the fuses in Electron's binary (@electron/fuses, `SENTINEL`). */
const FUSE_SENTINEL = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
/** Electron 45's fuses as they are delivered, in the order of @electron/fuses' `FuseV1Options`. */
const FUSES_AS_DELIVERED = "101100011";
const FUSE_WIRE = Buffer.concat([
  Buffer.from(FUSE_SENTINEL),
  Buffer.from([1, FUSES_AS_DELIVERED.length]),
  Buffer.from(FUSES_AS_DELIVERED),
]);

const FRAMEWORK = "Electron.app/Contents/Frameworks/Electron Framework.framework";

/** Makes a folder that stands for the runtime on a platform. */
export function makeStubRuntime(folder: string, platform: PackPlatform): void {
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  };
  switch (platform) {
    case "linux":
      // Prints its arguments, a line each.
      write("electron", Buffer.concat([Buffer.from('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 0\n'), FUSE_WIRE]));
      return write("locales/en-US.pak", "");
    case "win":
      write("electron.exe", Buffer.concat([makeWindowsProgram(), FUSE_WIRE]));
      return write("locales/en-US.pak", "");
    case "mac":
      write("Electron.app/Contents/Info.plist", infoOf("Electron"));
      write("Electron.app/Contents/MacOS/Electron", "");
      write("Electron.app/Contents/Resources/electron.icns", "");
      write(`${FRAMEWORK}/Versions/A/Electron Framework`, FUSE_WIRE);
      write(`${FRAMEWORK}/Versions/A/Resources/en.lproj/locale.pak`, "");
      symlinkSync("Versions/A/Electron Framework", join(folder, FRAMEWORK, "Electron Framework"));
      for (const helper of ["Helper", "Helper (GPU)", "Helper (Plugin)", "Helper (Renderer)"]) {
        const contents = `Electron.app/Contents/Frameworks/Electron ${helper}.app/Contents`;
        write(`${contents}/Info.plist`, infoOf(`Electron ${helper}`));
        write(`${contents}/MacOS/Electron ${helper}`, "");
      }
  }
}

const infoOf = (name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string></dict></plist>
`;

/** What is used of resedit, with which electron-builder changes Windows' programs. */
interface ResEdit {
  NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): WindowsProgram };
  NtExecutableResource: { from(program: WindowsProgram): ProgramResources };
  Resource: { VersionInfo: { createEmpty(): VersionInfo } };
}

interface WindowsProgram {
  generate(): ArrayBuffer;
}

interface ProgramResources {
  entries: unknown[];
  outputResource(program: WindowsProgram): void;
}

interface VersionInfo {
  lang: number;
  setStringValues(language: { lang: number; codepage: number }, values: Record<string, string>): void;
  outputToResourceEntries(entries: unknown[]): void;
}

/** A program without code, which says of itself what electron-builder wants to change. */
function makeWindowsProgram(): Buffer {
  const { NtExecutable, NtExecutableResource, Resource } = createRequire(
    createRequire(import.meta.url).resolve("electron-builder"),
  )("resedit") as ResEdit;
  const english = { lang: 1033, codepage: 1200 };
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.lang = english.lang;
  version.setStringValues(english, { FileDescription: "Electron" });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}
