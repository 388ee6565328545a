import type { EpochMs, Owner, Repository, Visibility, WorldOptions } from "./model.ts";
import type { People } from "./people.ts";
import { createRandom } from "./random.ts";
import { languages, repositoryKinds, repositoryNames, repositorySubjects } from "./words.ts";

const dayMs = 86_400_000;

/** What makes a repository different from the ordinary ones. */
export type Kind =
  | "ordinary"
  | "long-reviews"
  | "awkward-text"
  | "archived"
  | "empty"
  | "disabled"
  | "renamed"
  | "fork"
  | "without-pull-requests"
  | "pull-requests-off";

/** What the generator of pull requests must know of a repository. */
export interface Plan {
  readonly repository: Repository;
  readonly kind: Kind;
  readonly pullRequestCount: number;
  /** Pull requests generated for the repositories before this one: makes ids unique. */
  readonly pullRequestsBefore: number;
  /** All of its history lies between these. */
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
}

/** Special repositories by their place in the organization. Place 0 is the busiest, an ordinary one. */
const kindsByPlace: readonly Kind[] = [
  "ordinary",
  "long-reviews",
  "ordinary",
  "ordinary",
  "ordinary",
  "ordinary",
  "renamed",
  "awkward-text",
  "archived",
  "archived",
  "empty",
  "disabled",
  "fork",
  "fork",
  "without-pull-requests",
  "pull-requests-off",
];

/** Names that say what is special; kinds without one have an ordinary name. */
const namesByKind: Partial<Record<Kind, readonly string[]>> = {
  "awkward-text": ["text-zoo"],
  archived: ["legacy-portal", "harbor-ios-classic"],
  empty: ["berth-model-next"],
  disabled: ["fuel-trial"],
  fork: ["chart-tiles-fork", "nautical-fonts"],
  "without-pull-requests": ["meeting-notes"],
  "pull-requests-off": ["hydrography-mirror"],
};

/** Small repositories beside the organization's: of the viewer, and of the sister organization. */
const sideRepositories: readonly {
  owner: "viewer" | "sister";
  name: string;
  pullRequestCount: number;
}[] = [
  { owner: "viewer", name: "dotfiles", pullRequestCount: 4 },
  { owner: "viewer", name: "tide-clock", pullRequestCount: 11 },
  { owner: "sister", name: "drone-survey", pullRequestCount: 23 },
  { owner: "sister", name: "berth-vision", pullRequestCount: 14 },
  { owner: "sister", name: "paper-notes", pullRequestCount: 0 },
];

/** The name that the renamed repository had before; GitHub still redirects it. */
export const formerNamePrefix = "old-";

function hasNoPullRequests(kind: Kind): boolean {
  return (
    kind === "empty" ||
    kind === "disabled" ||
    kind === "without-pull-requests" ||
    kind === "pull-requests-off"
  );
}

/** Spreads a total over the repositories by falling weights, so that a few are large and most are small. */
function spread(total: number, kinds: readonly Kind[], seed: number, longReviewCount: number): number[] {
  const random = createRandom(seed, 0x5eed);
  const fixed = kinds.map((kind) => {
    if (hasNoPullRequests(kind)) return 0;
    if (kind === "awkward-text") return Math.min(40, total);
    if (kind === "long-reviews") return Math.min(longReviewCount + 30, total);
    return undefined;
  });
  const remaining = Math.max(0, total - fixed.reduce<number>((sum, count) => sum + (count ?? 0), 0));
  const weights = fixed.map((count, place) =>
    count === undefined ? (0.6 + random.float()) / (place + 1) ** 0.8 : 0,
  );
  const sum = weights.reduce((left, right) => left + right, 0);
  const counts = weights.map((weight, place) => fixed[place] ?? Math.floor((remaining * weight) / sum));
  const busiest = weights.findIndex((weight) => weight > 0);
  const given = counts.reduce((left, right) => left + right, 0);
  if (busiest >= 0) counts[busiest] = (counts[busiest] ?? 0) + Math.max(0, total - given);
  return counts;
}

/** Names all repositories: special ones by what they are, the others from the list and then by combination. */
function nameAll(kinds: readonly Kind[]): string[] {
  const ordinary = ordinaryNames();
  const used = new Map<Kind, number>();
  return kinds.map((kind) => {
    const place = used.get(kind) ?? 0;
    used.set(kind, place + 1);
    return namesByKind[kind]?.[place] ?? ordinary.next().value;
  });
}

/** Names without end, none twice: a combination may be in the list too, and no owner has two repositories of one name. */
function* ordinaryNames(): Generator<string, never> {
  yield* repositoryNames;
  const taken = new Set([...repositoryNames, ...Object.values(namesByKind).flat()]);
  for (let round = 1; ; round += 1) {
    for (const kind of repositoryKinds) {
      for (const subject of repositorySubjects) {
        const name = round === 1 ? `${subject}-${kind}` : `${subject}-${kind}-${round}`;
        if (!taken.has(name)) yield name;
      }
    }
  }
}

function visibilityOf(chance: number): Visibility {
  if (chance < 0.55) return "PRIVATE";
  return chance < 0.65 ? "INTERNAL" : "PUBLIC";
}

/** Everything about one repository but its pull requests, decided by its place alone. */
function createRepository(options: {
  seed: number;
  place: number;
  kind: Kind;
  name: string;
  owner: Owner;
  fromMs: EpochMs;
  untilMs: EpochMs;
}): Repository {
  const { seed, place, kind, name, owner, fromMs, untilMs } = options;
  const random = createRandom(seed, 0xca5e, place);
  const empty = kind === "empty";
  return {
    __typename: "Repository",
    index: place,
    // Half of the ids are above 2^29 so that nobody assumes small numbers.
    databaseId: (place % 2 === 0 ? 310_000_000 : 912_000_000) + place * 1_013,
    name,
    owner,
    description: random.chance(0.8) ? `${name.replaceAll("-", " ")} for every harbour` : null,
    homepageUrl: random.chance(0.2) ? `https://${name}.harborlight.example` : null,
    visibility: kind === "fork" ? "PUBLIC" : visibilityOf(random.float()),
    isArchived: kind === "archived",
    isDisabled: kind === "disabled",
    isEmpty: empty,
    isFork: kind === "fork",
    isTemplate: random.chance(0.02),
    hasPullRequests: kind !== "pull-requests-off",
    language: empty ? null : random.pick(languages),
    parent: null,
    stargazerCount: Math.floor(random.longTail(6, 1.4)),
    forkCount: Math.floor(random.longTail(1, 1.2)),
    diskUsage: empty ? 0 : Math.floor(random.longTail(4_200, 1.5)),
    createdAt: fromMs,
    updatedAt: untilMs,
    pushedAt: empty ? null : untilMs,
    archivedAt: kind === "archived" ? untilMs + dayMs : null,
  };
}

/** Plans all repositories, the organization's first: who they are and how many pull requests each has. */
export function planRepositories(
  options: WorldOptions & { seed: number; now: EpochMs },
  people: People,
): Plan[] {
  const { seed, now } = options;
  const total = options.repositories ?? 46;
  const pullRequests = options.pullRequests ?? 5_400;
  const specials = options.specials ?? (typeof pullRequests === "number" && total >= 20);
  const kinds = Array.from({ length: total }, (_, place) =>
    specials ? (kindsByPlace[place] ?? "ordinary") : "ordinary",
  );
  const counts =
    typeof pullRequests === "number"
      ? spread(pullRequests, kinds, seed, options.longReviews?.pullRequests ?? 12)
      : kinds.map((kind) => (hasNoPullRequests(kind) ? 0 : pullRequests.perRepository));
  const names = nameAll(kinds);
  let before = 0;
  const plan = (place: number, kind: Kind, name: string, owner: Owner, pullRequestCount: number): Plan => {
    const random = createRandom(seed, 0x71fe, place);
    const wholeSecond = (moment: number): EpochMs => Math.floor(moment / 1000) * 1000;
    const fromMs = wholeSecond(now - random.between(kind === "archived" ? 700 : 420, 760) * dayMs);
    const quietDays =
      kind === "archived" ? random.between(200, 330) : Math.min(random.longTail(0.3, 1.6), 90);
    const untilMs = Math.max(fromMs + 60 * dayMs, wholeSecond(now - quietDays * dayMs));
    const repository = createRepository({ seed, place, kind, name, owner, fromMs, untilMs });
    before += pullRequestCount;
    return {
      repository,
      kind,
      pullRequestCount,
      pullRequestsBefore: before - pullRequestCount,
      fromMs,
      untilMs,
    };
  };
  const own = kinds.map((kind, place) =>
    plan(place, kind, names[place] ?? `repository-${place}`, people.organization, counts[place] ?? 0),
  );
  if (!specials) return own;
  const beside = sideRepositories.map(({ owner, name, pullRequestCount }, place) =>
    plan(
      total + place,
      "ordinary",
      name,
      owner === "viewer" ? people.viewer : people.sisterOrganization,
      pullRequestCount,
    ),
  );
  return [...own, ...beside];
}
