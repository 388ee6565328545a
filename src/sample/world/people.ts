import type { Actor, ActorKind, EpochMs, Organization } from "./model.ts";
import { createRandom } from "./random.ts";
import { organizationLogin, organizationName } from "./words.ts";

const dayMs = 86_400_000;

const firstNames: readonly string[] = [
  "Amara",
  "Ben",
  "Chloé",
  "Dilan",
  "Elif",
  "Farid",
  "Grace",
  "Hana",
  "Ivo",
  "Jun",
  "Kofi",
  "Lena",
  "Mateo",
  "Nadia",
  "Oskar",
  "Priya",
  "Quentin",
  "Rosa",
  "Samir",
  "Tove",
  "Uma",
  "Viktor",
  "Wanjiru",
  "Ximena",
  "Yusuf",
  "Zofia",
];
const lastNames: readonly string[] = [
  "Abara",
  "Berg",
  "Castillo",
  "Demir",
  "Eriksen",
  "Fofanah",
  "García",
  "Haddad",
  "Ivanova",
  "Jansen",
  "Kimura",
  "Lindqvist",
  "Moreau",
  "Nguyen",
  "Okafor",
  "Petrov",
  "Quispe",
  "Rahman",
  "Sato",
  "Tanaka",
  "Ueda",
  "Virtanen",
  "Weiss",
  "Xu",
  "Yilmaz",
  "Zhang",
];
const places: readonly (string | null)[] = [
  "Rotterdam",
  "Hamburg",
  "Busan",
  "Valparaíso",
  "Mombasa",
  null,
  "Oslo",
  null,
];

/** Everyone who can appear in the sample organization. */
export interface People {
  /** The account whose token the server accepts; the first of the members. */
  readonly viewer: Actor;
  readonly organization: Organization;
  /** A second organization of the viewer, small, and a place to transfer repositories to. */
  readonly sisterOrganization: Organization;
  readonly outsiders: readonly Actor[];
  readonly dependencyBot: Actor;
  readonly ciBot: Actor;
  readonly mannequin: Actor;
  readonly enterpriseAccount: Actor;
}

function createActor(
  kind: ActorKind,
  databaseId: number,
  login: string,
  name: string | null,
  now: EpochMs,
): Actor {
  const createdAt = now - (400 + (databaseId % 2_900)) * dayMs;
  return {
    __typename: kind,
    databaseId,
    login,
    name,
    bio: databaseId % 5 === 0 ? `${name ?? login} at ${organizationName}` : null,
    location: places[databaseId % places.length] ?? null,
    createdAt,
    updatedAt: now - (databaseId % 40) * dayMs,
  };
}

function createOrganization(databaseId: number, login: string, name: string, now: EpochMs): Organization {
  return {
    ...createActor("Organization", databaseId, login, name, now),
    __typename: "Organization",
    description: `${name} makes software for harbours`,
    members: [],
  };
}

/** Makes the people of an organization with this many members (at least one, the viewer). */
export function createPeople(seed: number, memberCount: number, now: EpochMs): People {
  const random = createRandom(seed, 0x9e0);
  const taken = new Set<string>();
  const createUser = (databaseId: number): Actor => {
    const first = random.pick(firstNames);
    const last = random.pick(lastNames);
    const plain = `${first}-${last}`
      .normalize("NFD")
      .replaceAll(/[^A-Za-z-]/g, "")
      .toLowerCase();
    const login = taken.has(plain) ? `${plain}-${databaseId % 100_000}` : plain;
    taken.add(login);
    return createActor("User", databaseId, login, random.chance(0.85) ? `${first} ${last}` : null, now);
  };
  const organization = createOrganization(9_200_117, organizationLogin, organizationName, now);
  const sisterOrganization = createOrganization(
    41_300_882,
    `${organizationLogin}-labs`,
    `${organizationName} Labs`,
    now,
  );
  for (let place = 0; place < Math.max(1, memberCount); place += 1) {
    organization.members.push(createUser(1_204_000 + place * 7_919));
  }
  sisterOrganization.members.push(...organization.members.slice(0, 5));
  const outsiders = Array.from({ length: 12 }, (_, place) => createUser(88_100_000 + place * 104_729));
  const viewer = organization.members[0];
  if (viewer === undefined) throw new Error("an organization has at least one member");
  return {
    viewer,
    organization,
    sisterOrganization,
    outsiders,
    dependencyBot: createActor("Bot", 29_139_614, "renovate", null, now),
    ciBot: createActor("Bot", 41_898_282, "github-actions", null, now),
    mannequin: createActor("Mannequin", 61_477_210, "imported-from-svn", null, now),
    enterpriseAccount: createActor(
      "EnterpriseUserAccount",
      70_310,
      "kirsten_harborlight",
      "Kirsten Vos",
      now,
    ),
  };
}
