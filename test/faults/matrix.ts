/** One row of the fault matrix: a fault, what the person sees of it, and what is kept whatever happens. */
export interface MatrixRow {
  fault: string;
  sees: string;
  keeps: string;
  /** Test files that are about nothing else, so that their tests need not name the row. */
  files?: readonly string[];
}

const row = (fault: string, sees: string, keeps: string, ...files: string[]): MatrixRow =>
  files.length === 0 ? { fault, sees, keeps } : { fault, sees, keeps, files };

/** Every fault that Onramp is built to survive. Tests are named for its rows, and `docs/faults.md` is made of both. */
export const FAULT_MATRIX = {
  P1: row(
    "SIGKILL at random instants of a sync",
    "the sync goes on at the next start, from where it was",
    "every committed row; cursor and rows agree; verified at the end",
  ),
  P2: row(
    "SIGKILL between a fetched page and its commit",
    "the sync goes on at the next start",
    "that page is fetched again; nothing twice",
  ),
  P3: row("SIGKILL during a migration", "a normal start", "the old schema or the new one, never a mix"),
  P4: row(
    "Database and WAL cut at arbitrary bytes",
    "a normal start",
    "a committed prefix; the integrity check passes",
  ),
  P5: row("A worker throws", "a retry with its time", "other repositories go on"),
  P6: row(
    "A worker exits or runs out of memory",
    "a retry with its time",
    "the job goes back, the worker is replaced",
  ),
  P7: row("A worker in an endless loop", "stalled, with the cause", "the thread is ended, the job goes back"),
  P8: row("A worker commits after its lease was taken back", "nothing", "no row changes"),
  P9: row("A job that cannot be read", "a failed item with its reason", "kept as dead; the queue flows on"),
  P10: row("The same work asked for 100 times", "one sync", "one job"),
  P11: row(
    "The clock is moved by a day either way",
    "a normal sync",
    "no job is lost, and there is no storm",
  ),
  P12: row("8 hours of sleep", "a sync that goes on", "no work is done twice"),
  P13: row(
    "The database's header is overwritten",
    "what was saved and what is fetched again",
    "the original is set aside, never overwritten",
  ),
  P14: row("A random page of the database is overwritten", "the same", "the same; never silently wiped"),
  P15: row("An index disagrees with its table", "repaired", "built anew and checked again"),
  P16: row(
    "The disk is full in a transaction",
    "a wait that names the disk",
    "rolled back; goes on when there is room",
  ),
  P17: row("An I/O error at every Nth write or fsync", "a clear state", "everything committed"),
  P18: row(
    "The data directory cannot be written",
    "one clear sentence at the start",
    "nothing is written elsewhere",
  ),
  P19: row("A database of a newer version", "that it needs a newer Onramp", "the file is not touched"),
  P20: row("Another connection holds the write lock", "no freeze", "every write is tried again"),
  P21: row("A second process on the same data directory", "who holds it", "one process works"),
  P22: row("No worker thread can be started", "degraded; the sync goes on in-process", "all of it"),
  P23: row("Node is too old", "one clear sentence", "no crash"),

  G1: row(
    "No network, at the start or in the middle of a page",
    "stored data, and offline",
    "no attempt is spent; goes on within 5 s",
  ),
  G2: row(
    "An answer that is not GitHub's",
    "an unexpected answer, and a retry",
    "stored rows are not touched",
  ),
  G3: row(
    "A broken, silent or trickling connection",
    "a retry, or a stall with its cause",
    "the page is fetched again",
  ),
  G4: row("No name, no listener, no trust, a proxy that refuses", "each its own sentence and action", "–"),
  G5: row("The hourly limit", "waiting, and until when", "no request before the reset"),
  G6: row("A secondary limit", "waiting, a minute at least unless GitHub says", "no early request"),
  G7: row(
    "The token is revoked in the middle",
    "one sign-in prompt",
    "jobs are parked; no further request with that token",
  ),
  G8: row("A proxy's 401", "that a proxy refused", "the token is kept"),
  G9: row(
    "Single sign-on is asked for",
    "the organization and GitHub's link",
    "others go on; the list is never silently short",
  ),
  G10: row(
    "A missing scope, an IP allow list, a policy, a pending approval",
    "each by its name",
    "others go on",
  ),
  G11: row("A repository is deleted, or access to it ends", "gone or no longer accessible", "stored rows"),
  G12: row("Pull requests are switched off", "a verified zero", "–"),
  G13: row("An empty repository", "a verified zero, at once", "no retries"),
  G14: row(
    "A repository is renamed or transferred, or its name taken",
    "the new name",
    "the same row, nothing twice",
  ),
  G15: row("410, 422, 451 and blocks", "each by its name", "others go on"),
  G16: row("GitHub's own errors", "a quiet retry", "pages get smaller; pauses grow"),
  G17: row("Answers with holes", "nothing", "no row with holes; the page is fetched again, smaller"),
  G18: row("A page that fails at every size", "a named gap", "the rest of the repository is read"),
  G19: row("Pull requests change while they are read", "nothing", "none missed, none twice"),
  G20: row("Long lists of reviews", "nothing", "all of them"),
  G21: row("Awkward texts and authors", "shown sensibly", "stored exactly"),
  G22: row("An Enterprise Server without limits", "works", "–"),
  G23: row(
    "GitHub's clock is 10 minutes off",
    "a normal sync",
    "waits and watermarks keep to the server's clock",
  ),
  G24: row("GitHub takes seconds to answer", "each action is answered at once", "–"),
  G25: row("Success that was none", "the true state", "–"),

  S1: row("A token through a journey with faults", "–", "it is in no file, event, answer or log"),
  S2: row(
    "Tokens of every format",
    "redacted",
    "–",
    "test/core/log/redact.test.ts",
    "test/core/keychain/token-text.test.ts",
  ),
  S3: row(
    "A keychain that is locked, denied, absent, slow or changed",
    "each its own sentence",
    "never plain text on disk",
  ),
  S4: row(
    "Hostile texts in titles, names and branches",
    "plain text, in window and terminal",
    "nothing runs",
    "test/cli/plain-output.test.ts",
    "test/renderer/text.test.ts",
  ),
  S5: row(
    "Navigation, new windows and foreign links",
    "nothing",
    "only https, to allowed hosts",
    "test/main/lock-down.test.ts",
    "test/main/links.test.ts",
  ),
  S6: row(
    "Foreign frames, unknown channels, oversized input",
    "nothing",
    "refused by name",
    "test/main/ipc-door.test.ts",
  ),
  S7: row(
    "Paths that lead out of the app's own",
    "refused",
    "nothing outside",
    "test/main/app-scheme.test.ts",
  ),
  S8: row(
    "The window crashes",
    "a reload on the same truth",
    "jobs go on",
    "test/main/window-crashes.test.ts",
  ),
} as const satisfies Record<string, MatrixRow>;

export type FaultId = keyof typeof FAULT_MATRIX;
