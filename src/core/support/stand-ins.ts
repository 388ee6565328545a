import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ReadableDatabase } from "../database/connection.ts";
import { toGitHubId } from "../database/host-ids.ts";

/*
 * Stand-ins for names that are nobody's business: `repository-3f9a2c` for a private repository. The same name always
 * gets the same one on this computer, so that two bundles can be compared, and nobody can guess a name and check it.
 */

/** A name, and what kind of thing bears it. */
export interface HiddenName {
  name: string;
  kind: "repository" | "organization" | "person" | "host";
}

const SALT_FILE = "stand-ins.salt";
const STAND_IN_CHARACTERS = 6;
/** Shorter numbers stand for anything. */
const MIN_ID_DIGITS = 5;

/** Hosts that say nothing about anybody. */
const PUBLIC_HOSTS: readonly string[] = ["github.com", "api.github.com"];

/** The names of the accounts, organizations and people that are stored, of repositories that are not public, and their ids. */
export function listHiddenNames(database: ReadableDatabase): HiddenName[] {
  const select = (kind: HiddenName["kind"], sql: string): HiddenName[] =>
    database
      .prepare<[], string | number>(sql)
      .pluck()
      .all()
      .flatMap((value) => (typeof value === "number" ? [String(value), String(toGitHubId(value))] : [value]))
      .map((name) => ({ name, kind }));
  const notPublic = "FROM repositories WHERE visibility <> 'public'";
  return [
    ...select("person", "SELECT author_login FROM reviews WHERE author_login IS NOT NULL GROUP BY 1"),
    ...select("person", "SELECT author_login FROM pull_requests WHERE author_login IS NOT NULL GROUP BY 1"),
    ...select("person", "SELECT login FROM members UNION SELECT login FROM accounts"),
    ...select("person", "SELECT id FROM members UNION SELECT github_id FROM accounts"),
    ...select("repository", `SELECT name ${notPublic}`),
    ...select("repository", `SELECT id ${notPublic}`),
    ...select("organization", "SELECT login FROM organizations"),
    ...select("organization", "SELECT id FROM organizations"),
    ...select("host", "SELECT host FROM hosts"),
  ];
}

/** This computer's own secret, from which stand-ins are made; made when it is first needed. */
export function readSalt(logDirectory: string): string {
  const path = join(logDirectory, SALT_FILE);
  try {
    return readFileSync(path, "utf8");
  } catch {
    const salt = randomBytes(16).toString("hex");
    writeFileSync(path, salt, { mode: 0o600 });
    return salt;
  }
}

/** Replaces every hidden name that stands in a text as a word of its own, whatever the case. */
export function createStandIns(names: readonly HiddenName[], salt: string): (text: string) => string {
  const standIns = new Map<string, string>();
  for (const { name, kind } of names) {
    const key = name.toLowerCase();
    const isShortNumber = /^\d+$/.test(name) && name.length < MIN_ID_DIGITS;
    if (key === "" || isShortNumber || PUBLIC_HOSTS.includes(key)) continue;
    const hash = createHash("sha256").update(`${salt} ${kind} ${key}`).digest("hex");
    standIns.set(key, `${kind}-${hash.slice(0, STAND_IN_CHARACTERS)}`);
  }
  const replace = (word: string): string => standIns.get(word.toLowerCase()) ?? replaceWithin(word, standIns);
  return (text) => text.replace(WORDS, (word) => (word.startsWith("%") ? word : replace(word)));
}

/** What names are made of on GitHub, and in hosts with a port; percent-encoded characters stand between words. */
const WORDS = /%[0-9a-f]{2}|[\p{L}\p{N}_](?:[\p{L}\p{N}._:-]*[\p{L}\p{N}_-])?/giu;

/** A host's name with a scheme before it, and a name with punctuation after it, are cut there. */
function replaceWithin(word: string, standIns: ReadonlyMap<string, string>): string {
  return word
    .split(/([:.])/)
    .map((piece) => standIns.get(piece.toLowerCase()) ?? piece)
    .join("");
}
