/** The classic scopes that Onramp needs (`src/core/github/device-flow-requests.ts` asks for the same). */
export type NeededScope = "repo" | "read:org";

export interface ScopeJudgement {
  needed: { scope: NeededScope; isGranted: boolean }[];
  /** Granted, but of no use to an application that only reads. */
  surplus: string[];
}

/** Scopes that hold a needed one: GitHub names only the larger (GitHub docs, "Scopes for OAuth apps"). */
const HOLDERS: Record<NeededScope, readonly string[]> = {
  repo: ["repo"],
  "read:org": ["read:org", "write:org", "admin:org", "user"],
};

/** What is there, what is missing and what is too much among the classic scopes of a token. */
export function judgeScopes(granted: readonly string[]): ScopeJudgement {
  const isGranted = (scope: NeededScope): boolean =>
    HOLDERS[scope].some((holder) => granted.includes(holder));
  return {
    needed: (["repo", "read:org"] as const).map((scope) => ({ scope, isGranted: isGranted(scope) })),
    surplus: granted.filter((scope) => scope !== "repo" && !/^(?:read:|user:email$)/.test(scope)),
  };
}
