import type { Finding } from "./checks.ts";
import type { EpochMs } from "./ids.ts";
import type { Account } from "./models.ts";
import type { Settings } from "./settings.ts";

/** One text of a support bundle, as a person can read it before it is saved. */
export interface SupportFile {
  name: string;
  /** What it holds, in half a line. */
  about: string;
  text: string;
}

/** What an engineer needs to find a fault. Holds no credential. */
export interface SupportBundle {
  /** Whether private names were replaced by stand-ins. */
  names: NameChoice;
  files: SupportFile[];
}

/** What becomes of the names of private repositories, people, organizations and hosts. */
export type NameChoice = "replaced" | "kept";

/** What the thread that puts a bundle together cannot find out itself. */
export interface SupportFacts {
  at: EpochMs;
  version: string;
  platform: string;
  runtime: string;
  dataDirectory: string;
  homeDirectory: string;
  settings: Settings;
  accounts: Account[];
  findings: Finding[];
}

/** The bundle as one readable text: a table of contents, then each file under its name. */
export function bundleText({ files }: SupportBundle): string {
  const contents = files.map(({ name, about, text }) => `  ${name} (${text.length} characters): ${about}`);
  const parts = files.map(({ name, text }) => `===== ${name} =====\n${text}`);
  return [["Onramp support bundle", "", ...contents].join("\n"), ...parts].join("\n\n");
}
