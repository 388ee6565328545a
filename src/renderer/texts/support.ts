import { formatBytes, formatCount } from "../ui/format.ts";

/** Copying diagnostics, and saving a support bundle. */
export const SUPPORT_TEXTS = {
  copy: "Copy diagnostics",
  copied: "Copied",
  copiedWhat: "Diagnostics copied, with private names replaced.",
  save: "Save support bundle…",
  title: "Save a support bundle?",
  lead: "One text file for whoever looks into a fault. It holds no token and no other credential, and no title, branch or text of a pull request.",
  names: "Private names",
  replaceNames: "Replaced",
  keepNames: "Kept",
  replacedWhat:
    "Logins, organizations, hosts other than github.com and repositories that are not public are replaced by stand-ins, the same ones each time on this computer.",
  keptWhat:
    "The file names your organizations, their people, and repositories that are not public. Send it only to whom you trust.",
  gathering: "Putting it together…",
  contents: "What the file holds",
  preview: (name: string) => `Preview of ${name}`,
  previewCut: (shown: number) => `The first ${formatCount(shown, "character", "characters")}.`,
  empty: "Nothing to tell.",
  about: (about: string, characters: number) => `${about} · ${formatBytes(characters)}`,
  back: "Back",
  saveNow: "Save…",
  saved: "Support bundle saved",
  fileName: (at: number) => `onramp-support-${new Date(at).toISOString().slice(0, 10)}.txt`,
} as const;
