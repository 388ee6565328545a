import { hexName } from "./random.ts";
import type { Actor, PullRequest, Repository, Review } from "./model.ts";

/**
 * GitHub's global node ids in their two formats, chosen by the object's age as GitHub does ("Migrating to the new global
 * node IDs", GitHub Docs): the newer one is a prefix and MessagePack in URL-safe base64, the older one plain base64 of
 * a type name and a number. Clients must take both as opaque.
 */

const prefixes = {
  User: "U",
  Bot: "BOT",
  Mannequin: "M",
  Organization: "O",
  EnterpriseUserAccount: "EUA",
  Repository: "R",
} as const;

function packNumber(value: number): Buffer {
  if (value <= 0xffff_ffff) {
    const packed = Buffer.alloc(5);
    packed[0] = 0xce;
    packed.writeUInt32BE(value, 1);
    return packed;
  }
  const packed = Buffer.alloc(9);
  packed[0] = 0xcf;
  packed.writeBigUInt64BE(BigInt(value), 1);
  return packed;
}

function newId(prefix: string, ...numbers: readonly number[]): string {
  const head = Buffer.from([0x91 + numbers.length, 0]);
  return `${prefix}_${Buffer.concat([head, ...numbers.map(packNumber)]).toString("base64url")}`;
}

function oldId(type: string, databaseId: number): string {
  return Buffer.from(`0${type.length}:${type}${databaseId}`).toString("base64");
}

export function nodeIdOfActor(actor: Actor): string {
  if (actor.__typename === "User" && actor.databaseId < 2_000_000 && actor.databaseId % 3 === 0)
    return oldId("User", actor.databaseId);
  return newId(prefixes[actor.__typename], actor.databaseId);
}

function isOld(repository: Repository): boolean {
  return repository.databaseId < 600_000_000 && repository.databaseId % 4 === 0;
}

export function nodeIdOfRepository(repository: Repository): string {
  if (isOld(repository)) return oldId("Repository", repository.databaseId);
  return newId(prefixes.Repository, repository.databaseId);
}

export function nodeIdOfPullRequest(pullRequest: PullRequest): string {
  const { repository, databaseId } = pullRequest;
  return isOld(repository)
    ? oldId("PullRequest", databaseId)
    : newId("PR", repository.databaseId, databaseId);
}

export function nodeIdOfReview(review: Review): string {
  return newId("PRR", review.pullRequest.databaseId, review.databaseId);
}

/** The id of something that cannot be looked up by it here: a label, a ref, a commit. */
export function nodeIdOfPart(prefix: string, ...numbers: readonly number[]): string {
  return newId(prefix, ...numbers);
}

/** What a node id names: the kind by its prefix or type name, and its numbers. */
export interface ParsedNodeId {
  readonly kind: string;
  readonly numbers: readonly number[];
}

/** Undefined for anything that is not an id of either format. */
export function parseNodeId(id: string): ParsedNodeId | undefined {
  const old = /^0\d+:([A-Za-z]+)(\d+)$/.exec(Buffer.from(id, "base64").toString("latin1"));
  if (old?.[1] !== undefined) return { kind: old[1], numbers: [Number(old[2])] };
  const separator = id.indexOf("_");
  if (separator < 1) return undefined;
  const kind = id.slice(0, separator);
  const packed = Buffer.from(id.slice(separator + 1), "base64url");
  const count = (packed[0] ?? 0) - 0x91;
  const numbers: number[] = [];
  let at = 2;
  while (at < packed.length && numbers.length < count) {
    const wide = packed[at] === 0xcf;
    const length = wide ? 9 : 5;
    if ((!wide && packed[at] !== 0xce) || at + length > packed.length) return undefined;
    numbers.push(wide ? Number(packed.readBigUInt64BE(at + 1)) : packed.readUInt32BE(at + 1));
    at += length;
  }
  return numbers.length === count && count > 0 ? { kind, numbers } : undefined;
}

/** The name of a commit of a pull request. */
export function commitName(
  pullRequest: Pick<PullRequest, "databaseId" | "repository" | "commitCount">,
  place: "head" | "base" | "merge" | number,
): string {
  const salt = typeof place === "number" ? place : { head: -1, base: -2, merge: -3 }[place];
  return hexName(
    pullRequest.databaseId,
    pullRequest.repository.databaseId,
    salt,
    place === "head" ? pullRequest.commitCount : 0,
  );
}
