import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { listAppPackages, type LicencedLock } from "../check/licences.ts";

/** How the file is called, in the folder of the app's archive. */
export const NOTICES_FILE = "THIRD-PARTY-NOTICES.txt";

/** Stands on a line of its own before each package. */
export const NOTICE_RULE = "=".repeat(80);

const HEADING =
  "Onramp contains the packages below, each under its own licence. Electron comes with its own notices.";

const LICENCE_FILE = /^(licen[cs]e|copying)\b/i;
/** Apache's licence wants it handed on where there is one. */
const NOTICE_FILE = /^notice\b/i;

/**
 * The text that the licences of other people's packages ask for: name, version, licence and its text, for every package
 * that runs or is bundled. Throws for a package without such a text: it must not be handed on.
 */
export function composeNotices(root: string): string {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as LicencedLock;
  const notices = listAppPackages(lock)
    // They are of other platforms or do without: `builder-config.ts` leaves them out of the app.
    .filter((path) => lock.packages[path]?.optional !== true)
    .map((path) => composeNotice(join(root, path)));
  return [HEADING, ...notices].join(`\n\n${NOTICE_RULE}\n`) + "\n";
}

function composeNotice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    "name" | "version" | "license",
    string
  >;
  const readTexts = (kind: RegExp): string[] =>
    readdirSync(folder)
      .filter((file) => kind.test(file))
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
  const licences = readTexts(LICENCE_FILE);
  if (licences.every((text) => text === "")) throw new Error(`${name} comes without the text of its licence`);
  return [`${name} ${version} (${license})`, ...licences, ...readTexts(NOTICE_FILE)].join("\n\n");
}
