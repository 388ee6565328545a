import { z } from "zod";
import { CHECK_NAMES, type Finding } from "./checks.ts";
import type { DeviceFlow, SignIn } from "./device-flow.ts";
import type { AccountId, EpochMs, JobId, OrganizationId, RepositoryId, RunId } from "./ids.ts";
import type { Disagreement, Repair } from "./disagreements.ts";
import { SETTINGS_SCHEMA, type Settings } from "./settings.ts";
import { EXPORT_FORMATS, type ExportSummary } from "./export.ts";
import type { Insights, ScopeChoices } from "./insights.ts";
import { FORGET_CONFIRMATION, type ForgetReport, type KeptData } from "./forget.ts";
import { LOG_LEVELS, type LogFacets, type LogPage } from "./log-entry.ts";
import type { Failure, FailureCode } from "./failures.ts";
import type { SupportBundle } from "./support.ts";
import type { RecoveryReport } from "./recovery.ts";
import type {
  Account,
  CheckedToken,
  Coverage,
  NextSync,
  Organization,
  Repository,
  RepositoryProgress,
  RunProgress,
  SyncPlan,
  UnexpectedEnd,
} from "./models.ts";

/*
 * The contract between the core and its hosts, the window and the terminal. Commands go down and answer with a
 * `Result`; events come up and say what has been committed. The host parses every input with the schema here.
 */

const accountId = z.number().int().positive() as unknown as z.ZodType<AccountId>;
const organizationId = z.number().int().positive() as unknown as z.ZodType<OrganizationId>;
const repositoryId = z.number().int().positive() as unknown as z.ZodType<RepositoryId>;
const runId = z.number().int().positive() as unknown as z.ZodType<RunId>;
const login = z.string().min(1).max(100);

/** GitHub's longest known token is about 520 characters (`ghs_` with a JWT); the bound only stops nonsense. */
const token = z.string().max(4096);

const tokenStorage = z.enum(["keychain", "session"]);

const chosenRepositories = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("ids"), ids: z.array(repositoryId).min(1).max(100_000) }),
  z.strictObject({
    kind: z.literal("names"),
    names: z.array(z.string().min(1).max(200)).min(1).max(10_000),
  }),
]);

/** Bounds what a window can make the host hold: some 24 MB of bytes as base64. */
const MAX_SAVED_CHARACTERS = 32 * 1024 * 1024;

/** Which repositories of an organization: all of them, or these, by id or by `name` or `owner/name`. */
export type ChosenRepositories = z.infer<typeof chosenRepositories>;

/** The schema of every command's input. Unknown keys are refused. */
export const COMMAND_INPUTS = {
  /** Everything a freshly opened window needs. */
  "app.getState": z.strictObject({}),

  /**
   * Checks a token with GitHub and keeps the account: in the OS keychain, or for this session only.
   * `host` is `github.com`, or a GitHub Enterprise Server's host or address; `apiUrl` is for REST bases elsewhere.
   * Naming an `organization` looks it up in the same request.
   */
  "account.connect": z.strictObject({
    host: z.string().min(1).max(300),
    apiUrl: z.string().min(1).max(300).optional(),
    token,
    storage: tokenStorage,
    organization: login.optional(),
  }),
  /** Starts the sample organization's server, if need be, and connects its account. */
  "account.connectSample": z.strictObject({}),
  "account.list": z.strictObject({}),
  /**
   * Asks GitHub whose token it is and what it may do, without keeping it. It is held in memory for some minutes, so that
   * `account.keepToken` need not carry it again.
   */
  "account.checkToken": z.strictObject({
    host: z.string().min(1).max(300),
    apiUrl: z.string().min(1).max(300).optional(),
    token,
  }),
  /** Connects with a token that was checked. Where that fails, it is still held: it can be kept elsewhere. */
  "account.keepToken": z.strictObject({ checkId: z.number().int(), storage: tokenStorage }),
  /** Forgets the token that was checked and not kept. */
  "account.dropToken": z.strictObject({}),
  /**
   * Begins a sign-in on GitHub's own page (OAuth's device flow) and answers with the code to enter there. How it goes on
   * is told by `sign-in.changed`. A sign-in under way is ended.
   */
  "account.startDeviceFlow": z.strictObject({
    host: z.string().min(1).max(300),
    apiUrl: z.string().min(1).max(300).optional(),
    storage: tokenStorage,
  }),
  /** Ends that sign-in, or puts away how it ended. */
  "account.cancelDeviceFlow": z.strictObject({}),
  /** Forgets the account's token, in memory a few seconds later, so that it can be undone. Its data stays. */
  "account.signOut": z.strictObject({ accountId }),
  "account.undoSignOut": z.strictObject({ accountId }),

  /** The organizations an account belongs to, and the account itself; refused ones included, with their cause. */
  "organizations.list": z.strictObject({ accountId }),
  /** One organization or account by its login. */
  "organizations.find": z.strictObject({ accountId, login }),

  /**
   * Reads the list of repositories page by page. Answers at once with what is stored; pages arrive as
   * `repositories.changed`. Asking again while it loads changes nothing; after a failure it goes on.
   */
  "repositories.load": z.strictObject({ organizationId }),

  /** Counts the chosen repositories on GitHub and says what a sync would cost. */
  "sync.plan": z.strictObject({ organizationId, repositories: chosenRepositories }),
  /** `as-before`: what the organization's newest sync was of; all repositories are then those of today. */
  "sync.start": z.strictObject({
    organizationId,
    repositories: z.union([chosenRepositories, z.strictObject({ kind: z.literal("as-before") })]),
  }),
  "sync.pause": z.strictObject({ runId }),
  "sync.resume": z.strictObject({ runId }),
  "sync.cancel": z.strictObject({ runId }),
  /** Gives dead jobs a new set of attempts, and lets stalled ones begin again: one repository's, or all of the run. */
  "sync.retry": z.strictObject({ runId, repositoryId: repositoryId.optional() }),
  /** The newest run of an organization, with every repository's row. */
  "sync.get": z.strictObject({ organizationId }),

  /**
   * The deep verification: reads the chosen repositories anew, whatever is stored and verified of them, so that also
   * changes are found which GitHub gives no sign of.
   */
  "sync.verify": z.strictObject({ organizationId, repositories: chosenRepositories }),

  "status.get": z.strictObject({ organizationId }),
  /** Mends what disagrees in the records of one repository, or of all. */
  "status.repair": z.strictObject({ organizationId, repositoryId: repositoryId.optional() }),

  "insights.get": z.strictObject({
    organizationId,
    repositoryIds: z.array(repositoryId).max(100_000).optional(),
    authorLogin: login.optional(),
    since: z.string().max(40).optional(),
    staleAfterDays: z.number().int().min(1).max(3650).optional(),
  }),
  /** Which repositories and authors the insights can be narrowed to. */
  "insights.getChoices": z.strictObject({ organizationId }),

  /**
   * Writes an organization's pull requests, reviews and insights into a folder, with a manifest of what they rest on.
   * Not for windows, which must not name places on the disk: they have `export.save`.
   */
  "export.write": z.strictObject({
    organizationId,
    folder: z.string().min(1).max(4096),
    format: z.enum(EXPORT_FORMATS),
    mayReplace: z.boolean(),
  }),

  "logs.search": z.strictObject({
    level: z.enum(LOG_LEVELS).optional(),
    search: z.string().max(500).optional(),
    runId: z.number().int().optional(),
    jobId: z.number().int().optional(),
    repositoryId: z.number().int().optional(),
    code: z.string().max(60).optional() as unknown as z.ZodOptional<z.ZodType<FailureCode>>,
    before: z.number().int().optional(),
    after: z.number().int().optional(),
    limit: z.number().int().min(1).max(1000).optional(),
  }),

  /** The runs, repositories, codes and jobs that the log speaks of; jobs of the given run and repository. */
  "logs.facets": z.strictObject({
    runId: z.number().int().optional(),
    repositoryId: z.number().int().optional(),
  }),

  /** Looks at what Onramp rests on, from the keychain to GitHub; all of it, or only what is named. Changes nothing. */
  "doctor.run": z.strictObject({ checks: z.array(z.enum(CHECK_NAMES)).min(1).optional() }),
  /**
   * Puts together what an engineer needs to find a fault, without any credential: `diagnostics` is one short text, `all`
   * adds records and log. `names` of private repositories, people and hosts are replaced by stand-ins, or kept.
   */
  "support.collect": z.strictObject({
    extent: z.enum(["diagnostics", "all"]),
    names: z.enum(["replaced", "kept"]),
  }),

  /** What Onramp keeps on this computer, with its size. */
  "data.measure": z.strictObject({}),
  /** Stops everything and removes tokens, database, logs and all that the window keeps. Afterwards all is as at first. */
  "data.forget": z.strictObject({ confirmation: z.literal(FORGET_CONFIRMATION) }),

  /** Changes the given settings; the others stay. */
  "settings.set": SETTINGS_SCHEMA.partial(),

  /** The page's security policy stopped something: for the log. Answered by the desktop host alone. */
  "violation.report": z.strictObject({ directive: z.string().max(60), blocked: z.string().max(300) }),
  /** Opens an allow-listed https address in the person's browser. Answered by the desktop host alone. */
  "link.open": z.strictObject({ url: z.string().max(2000) }),
  /**
   * Lets the person choose where a file goes, and writes it there. The ending of the name says what it is; only harmless
   * kinds are taken (`src/main/save-file.ts`). Answered by the desktop host alone.
   */
  "file.save": z.strictObject({
    name: z.string().min(1).max(300),
    content: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("text"), text: z.string().max(MAX_SAVED_CHARACTERS) }),
      z.strictObject({ kind: z.literal("base64"), base64: z.string().max(MAX_SAVED_CHARACTERS) }),
    ]),
  }),
  /** Shows one of Onramp's own folders in the file manager. Answered by the desktop host alone. */
  /** Lets the person choose a folder, and exports into a new one in it. Answered by the desktop host alone. */
  "export.save": z.strictObject({ organizationId, format: z.enum(EXPORT_FORMATS) }),
  "folder.open": z.strictObject({ folder: z.enum(["data", "logs"]) }),
} as const;

export type CommandName = keyof typeof COMMAND_INPUTS;
/** The commands that a desktop host answers itself; the core knows nothing of them. */
export type HostCommand = "violation.report" | "link.open" | "file.save" | "folder.open" | "export.save";

/** Commands that only a host may give, never its window. */
export const CLOSED_TO_WINDOWS: ReadonlySet<CommandName> = new Set<CommandName>(["export.write"]);

export type CommandInput<Name extends CommandName> = z.infer<(typeof COMMAND_INPUTS)[Name]>;

/** Whether the OS keychain can be used, in a form that a screen can explain. */
export type KeychainState = { kind: "available" } | { kind: "unavailable"; failure: Failure };

export interface AppState {
  version: string;
  dataDirectory: string;
  keychain: KeychainState;
  signIn: SignIn;
  settings: Settings;
  accounts: Account[];
  /** Known organizations, of all accounts. */
  organizations: Organization[];
  /** The newest run of any organization that has not ended, or else the newest of all. */
  run: RunProgress | null;
  /** What was wrong with the database since the start, to be told to the person; null when nothing. */
  recovery: RecoveryReport | null;
  /** What the schedule starts next; null while nothing is scheduled. */
  nextSync: NextSync | null;
  /** That the application did not end as it should, the last time it ran; null when it did. */
  unexpectedEnd: UnexpectedEnd | null;
}

/** How a dialog for saving ended. */
export type SaveOutcome = { kind: "saved"; path: string } | { kind: "cancelled" };

/** How a dialog for exporting ended. */
export type ExportOutcome = { kind: "saved"; summary: ExportSummary } | { kind: "cancelled" };

/** The list of an organization's repositories as far as it is known. A failure is never an empty list. */
export interface RepositoryList {
  organizationId: OrganizationId;
  state:
    | { kind: "not-loaded" }
    | { kind: "loading"; pagesLoaded: number; pagesTotal: number | null }
    | { kind: "loaded"; at: EpochMs }
    | { kind: "failed"; failure: Failure; pagesLoaded: number };
  /** GitHub left out repositories of organizations that ask for single sign-on. */
  hidden: Failure | null;
  repositories: Repository[];
}

export interface SyncView {
  run: RunProgress;
  repositories: RepositoryProgress[];
}

/** GitHub's count, stored rows, checkpoint, job and live worker of one repository, side by side. */
export interface ReconciliationRow {
  repositoryId: RepositoryId;
  fullName: string;
  coverage: Coverage[];
  /** GitHub's newest count; null when never counted. The ledger has the one of its verification. */
  githubPullRequests: number | null;
  storedPullRequests: number;
  storedReviews: number;
  /** The most telling of its jobs, if there is any. */
  jobId: JobId | null;
  jobState: "ready" | "leased" | "done" | "dead" | "cancelled" | null;
  hasLiveWorker: boolean;
  phase: string | null;
  failure: Failure | null;
  /** Empty when all agree. */
  disagreements: Disagreement[];
}

export interface StatusReport {
  run: RunProgress | null;
  rows: ReconciliationRow[];
}

/** What each command answers with, inside a `Result`. */
export interface CommandOutputs {
  "app.getState": AppState;
  "account.connect": { account: Account; organization: Organization | null };
  "account.connectSample": { account: Account; organization: Organization };
  "account.list": Account[];
  "account.checkToken": CheckedToken;
  "account.keepToken": { account: Account };
  "account.dropToken": null;
  "account.startDeviceFlow": DeviceFlow;
  "account.cancelDeviceFlow": null;
  /** Until when it can be undone; null when there was no token any more. */
  "account.signOut": { account: Account; undoUntil: EpochMs | null };
  "account.undoSignOut": Account;
  "organizations.list": Organization[];
  "organizations.find": Organization;
  "repositories.load": RepositoryList;
  "sync.plan": SyncPlan;
  "sync.start": { runId: RunId };
  "sync.pause": null;
  "sync.resume": null;
  "sync.cancel": null;
  "sync.retry": { retried: number };
  "sync.get": SyncView | null;
  "sync.verify": { runId: RunId };
  "status.get": StatusReport;
  /** Which repairs were made, and the sync that asks GitHub again, when one was needed. */
  "status.repair": { repairs: Repair[]; runId: RunId | null };
  "insights.get": Insights;
  "insights.getChoices": ScopeChoices;
  "logs.search": LogPage;
  "logs.facets": LogFacets;
  "doctor.run": Finding[];
  "support.collect": SupportBundle;
  "data.measure": KeptData;
  "data.forget": ForgetReport;
  "settings.set": Settings;
  "violation.report": null;
  "link.open": null;
  "file.save": SaveOutcome;
  "folder.open": null;
  "export.write": ExportSummary;
  "export.save": ExportOutcome;
}

/** Facts that have been committed. Any screen can be rebuilt by asking again. */
export interface Events {
  "sign-in.changed": { signIn: SignIn };
  "accounts.changed": { accounts: Account[]; organizations: Organization[] };
  /** Repositories that are new or changed since the last such event, and where the list stands. */
  "repositories.changed": Omit<RepositoryList, "repositories"> & { changed: Repository[] };
  /** At most 8 a second, and at a run's first rows and its end: the run as a whole, and the rows that changed. */
  "run.changed": { run: RunProgress; changed: RepositoryProgress[] };
  /** Rows, or what is known of them, were stored that insights rest on; at most one a second. */
  "insights.changed": { organizationId: OrganizationId };
  /**
   * The database was found damaged or repaired, or the disk fails; null: that is over, or everything was forgotten.
   * Anything may look different.
   */
  "recovery.changed": { recovery: RecoveryReport | null };
  "settings.changed": { settings: Settings };
  /** What the schedule starts next has changed. */
  "schedule.changed": { nextSync: NextSync | null };
}

export type EventName = keyof Events;

/** An event as it travels. */
export type AnyEvent = { [Name in EventName]: { name: Name; payload: Events[Name] } }[EventName];
