import type { Repository } from "../world/model.ts";

const defaultScopes: readonly string[] = ["read:org", "read:user", "repo"];

/** What the server's one token may do now; tests change it while a sync runs. */
export class Access {
  /** Null once revoked. */
  token: string | null;
  scopes: readonly string[] = defaultScopes;
  /** When the token ends, in epoch milliseconds; null: never. */
  expiresAt: number | null = null;

  /** GitHub lists the scopes of classic tokens; what a fine-grained one may do it does not list. */
  readonly showsScopes: boolean;

  constructor(token: string) {
    this.token = token;
    this.showsScopes = !token.startsWith("github_pat_");
  }

  /** What somebody without a token may do: see what is public. */
  static ofStranger(): Access {
    const access = new Access("");
    access.scopes = [];
    return access;
  }

  /** As at the start. */
  restore(token: string): void {
    this.token = token;
    this.scopes = defaultScopes;
    this.expiresAt = null;
  }

  has(scope: string): boolean {
    return this.scopes.includes(scope);
  }

  /** Private repositories need the classic scope `repo`; without it GitHub denies that they exist. */
  canSee(repository: Repository): boolean {
    return repository.visibility === "PUBLIC" || this.has("repo");
  }
}
