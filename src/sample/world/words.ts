import type { Label } from "./model.ts";
import type { Random } from "./random.ts";

/** The vocabulary of the sample organization, a company that makes software for harbours. */

export const organizationLogin = "harborlight";
export const organizationName = "Harborlight";

export const repositoryNames: readonly string[] = [
  "harbor-web",
  "berth-planner",
  "tide-service",
  "mobile-app",
  "design-system",
  "auth-gateway",
  "billing",
  "docs",
  "cargo-api",
  "vessel-tracker",
  "weather-feed",
  "infra",
  "pilot-dispatch",
  "customs-bridge",
  "crane-telemetry",
  "quay-scheduler",
  "notifications",
  "search-index",
  "data-warehouse",
  "event-bus",
  "crew-portal",
  "rate-engine",
  "document-scanner",
  "status-page",
  "developer-portal",
  "sdk-typescript",
  "sdk-python",
  "sdk-go",
  "chart-renderer",
  "ais-decoder",
  "lock-controller",
  "tariff-rules",
  "feature-flags",
  "release-tools",
  "load-tests",
  "onboarding",
  "incident-bot",
  "accessibility-kit",
  "translation-memory",
  "harbor-simulator",
  "fuel-ledger",
  "waste-registry",
  "gate-kiosk",
  "map-tiles",
  "support-macros",
  "data-contracts",
  "edge-cache",
];

export const repositorySubjects: readonly string[] = [
  "anchor",
  "beacon",
  "buoy",
  "capstan",
  "cargo",
  "channel",
  "compass",
  "crane",
  "current",
  "dock",
  "draft",
  "ferry",
  "gangway",
  "harbor",
  "hatch",
  "hull",
  "keel",
  "lantern",
  "ledger",
  "mast",
  "mooring",
  "pier",
  "pilot",
  "quay",
  "rudder",
  "signal",
  "sounding",
  "tide",
  "tug",
  "winch",
];
export const repositoryKinds: readonly string[] = [
  "service",
  "client",
  "worker",
  "schema",
  "portal",
  "agent",
  "tools",
  "adapter",
  "gateway",
  "reports",
  "proxy",
  "jobs",
];

export const languages: readonly string[] = [
  "TypeScript",
  "TypeScript",
  "Go",
  "Python",
  "Kotlin",
  "Swift",
  "Rust",
  "Ruby",
  "CSS",
];

const verbs: readonly string[] = [
  "Add",
  "Fix",
  "Remove",
  "Rework",
  "Speed up",
  "Document",
  "Test",
  "Simplify",
  "Guard",
  "Split",
  "Cache",
  "Retry",
  "Log",
  "Validate",
  "Migrate",
  "Rename",
  "Batch",
  "Limit",
];
const things: readonly string[] = [
  "the berth calendar",
  "session refresh",
  "vessel search",
  "the tariff table",
  "invoice export",
  "tide predictions",
  "the map legend",
  "pilot assignments",
  "webhook delivery",
  "the login form",
  "customs documents",
  "crane readings",
  "the event consumer",
  "draft restrictions",
  "the settings page",
  "push notifications",
  "time zone handling",
  "the import job",
  "permission checks",
  "the cargo manifest",
  "queue back-pressure",
  "the audit trail",
  "currency rounding",
  "keyboard navigation",
  "the health check",
  "schema migrations",
  "address parsing",
  "the CSV reader",
];
const circumstances: readonly string[] = [
  "when a vessel changes its name",
  "for guest accounts",
  "after a lost connection",
  "on small screens",
  "behind a feature flag",
  "for ports without a pilot",
  "before the nightly run",
  "when two berths overlap",
  "in the offline mode",
  "across daylight saving time",
  "for very long manifests",
  "without blocking the request",
  "with the new client",
  "when the cache is cold",
  "on the second attempt",
];
const packages: readonly string[] = [
  "typescript",
  "react",
  "vite",
  "zod",
  "fastify",
  "postgres",
  "eslint",
  "playwright",
  "kafkajs",
  "actions/checkout",
  "golang.org/x/net",
  "pydantic",
  "ktor",
  "tokio",
];

export const labels: readonly Label[] = [
  { name: "bug", color: "d73a4a", description: "Something isn't working" },
  { name: "enhancement", color: "a2eeef", description: "New feature or request" },
  {
    name: "dependencies",
    color: "0366d6",
    description: "Pull requests that update a dependency file",
  },
  { name: "documentation", color: "0075ca", description: null },
  { name: "performance", color: "fbca04", description: "Makes something faster" },
  { name: "needs design", color: "c5def5", description: null },
];

export function describeChange(random: Random): string {
  const title = `${random.pick(verbs)} ${random.pick(things)}`;
  return random.chance(0.55) ? `${title} ${random.pick(circumstances)}` : title;
}

export function describeUpgrade(random: Random): string {
  const version = `${random.between(1, 9)}.${random.between(0, 20)}.${random.between(0, 9)}`;
  return `chore(deps): update dependency ${random.pick(packages)} to v${version}`;
}

/** A branch name made of a title, as people do it. */
export function branchName(title: string, owner: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `${owner}/${words.slice(0, 48)}`;
}

export const reviewBodies: readonly string[] = [
  "Looks good, thank you.",
  "Could we cover the empty case with a test?",
  "Nice. One question inline.",
  "Please rebase, the base branch has moved on.",
  "Tried it on my machine, works.",
  "",
];

/** Titles and branches that trip up careless code; each really happens, see GitHub issue trackers. */
export const awkwardTitles: readonly string[] = [
  "Support 🚢⚓️ emoji in vessel names 👩🏽‍💻",
  "Übersetzung für „Schlüssel“ ergänzen: Ä Ö Ü ß",
  "إضافة دعم اللغة العربية في صفحة الحجز",
  "הוספת תמיכה בעברית למסך ההזמנות",
  "港の予約カレンダーを修正する",
  "Right-to-left override \u202Egnp.tnemucod in a title",
  "NUL byte \u0000 in the middle of a title",
  '<script>alert("harbor")</script><img src=x onerror=alert(1)>',
  "**Bold**, _italic_, [a link](javascript:alert(1)) and `code` | a | table |",
  "ANSI \u001b[31mred\u001b[0m and a bell \u0007 and \u001b]0;window title\u0007",
  '=HYPERLINK("http://example.test","Click") and +1+1 and @SUM(A1)',
  "Robert'); DROP TABLE pull_requests;--",
  "Tab\tand \"double\" and 'single' quotes and a backslash \\ and a percent %s %d",
  "Combining marks: Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
  "Zero\u200Bwidth\u200Djoiners\uFEFF and a no-break\u00A0space",
  `A very long title ${"that goes on and on ".repeat(12)}`.slice(0, 256),
  "x".repeat(256),
  "0",
  "null",
];
