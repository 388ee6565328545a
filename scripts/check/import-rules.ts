/**
 * Which folder may import which: the layout of the project, as rules. The longest folder that holds a module
 * decides. A module may always import its own folder; a `*` stands for one folder's name, so a feature may import
 * itself and no other.
 */
export interface ImportRule {
  folder: string;
  /** Folders and files of ours, from the project's root. */
  mayImport: readonly string[];
}

/**
 * What worker threads run. Nothing here reaches the queue, the keychain or `create-core.ts`, not even through a
 * neighbour: a worker gets identifiers and asks the main thread for everything else.
 */
const RUN_BY_WORKERS = [
  "src/core/sync/streams",
  "src/core/github",
  "src/core/database",
  "src/core/insights",
  "src/core/export",
  "src/core/log",
  "src/core/diagnostics",
  "src/core/support",
  "src/core/reader",
];

export const IMPORT_RULES: readonly ImportRule[] = [
  { folder: "src/shared", mayImport: [] },
  { folder: "src/core", mayImport: ["src/shared"] },
  ...RUN_BY_WORKERS.map((folder) => ({
    folder,
    mayImport: [...RUN_BY_WORKERS, "src/core/ports.ts", "src/core/patient-pool.ts", "src/shared"],
  })),
  { folder: "src/workers", mayImport: [...RUN_BY_WORKERS, "src/core/ports.ts", "src/shared"] },
  { folder: "src/sample", mayImport: ["src/shared"] },
  { folder: "src/main", mayImport: ["src/core", "src/sample", "src/shared", "package.json"] },
  // `onramp doctor` says what `npm start` would do.
  {
    folder: "src/cli",
    mayImport: [
      ...["src/core", "src/sample", "src/shared", "package.json"],
      ...["src/runtime", "stand-in/find-browser.ts"],
    ],
  },
  { folder: "src/start", mayImport: ["src/main", "src/cli"] },
  { folder: "src/runtime", mayImport: [] },
  { folder: "src/preload", mayImport: ["src/shared"] },
  { folder: "src/renderer/ui", mayImport: ["src/renderer/texts"] },
  // Words with values in them need the locale's numbers and times.
  { folder: "src/renderer/texts", mayImport: ["src/renderer/ui/format.ts", "src/shared"] },
  // With `ui`, for the few parts of a screen that every feature needs and that know a word of the contract.
  { folder: "src/renderer/client", mayImport: ["src/renderer/ui", "src/renderer/texts", "src/shared"] },
  {
    folder: "src/renderer/features/*",
    mayImport: ["src/renderer/client", "src/renderer/ui", "src/renderer/texts", "src/shared"],
  },
  {
    folder: "src/renderer/app",
    mayImport: [
      ...["src/renderer/features", "src/renderer/client", "src/renderer/ui", "src/renderer/texts"],
      "src/shared",
    ],
  },
  // The page's entry, which mounts the app.
  { folder: "src/renderer", mayImport: ["src/shared"] },
  { folder: "stand-in", mayImport: [] },
];

/** Packages that only some folders may import. A name that ends in `:` stands for all with that scheme. */
export const PACKAGE_RULES: readonly { name: string; onlyIn: readonly string[] }[] = [
  { name: "electron", onlyIn: ["src/main", "src/preload"] },
  { name: "keytar", onlyIn: ["src/core/keychain"] },
  { name: "better-sqlite3", onlyIn: ["src/core"] },
  { name: "piscina", onlyIn: ["src/core"] },
  {
    name: "node:",
    onlyIn: ["src/core", "src/workers", "src/sample", "src/main", "src/cli", "src/runtime", "stand-in"],
  },
];
