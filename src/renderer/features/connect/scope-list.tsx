import type { CheckedToken } from "../../../shared/models.ts";
import { Icon } from "../../ui/icon.tsx";
import { SCOPE_TEXTS } from "../../texts/connect.ts";
import { judgeScopes, type NeededScope } from "./judge-scopes.ts";
import styles from "./scope-list.module.css";

const MEANINGS: Record<NeededScope, { granted: string; missing: string }> = {
  repo: { granted: SCOPE_TEXTS.withRepo, missing: SCOPE_TEXTS.withoutRepo },
  "read:org": { granted: SCOPE_TEXTS.withReadOrg, missing: SCOPE_TEXTS.withoutReadOrg },
};

/** What a token may do, scope by scope, and what each missing one costs the person. */
export function ScopeList({ token }: { token: Pick<CheckedToken, "scopes" | "tokenKind"> }) {
  if (token.scopes === null)
    return (
      <p className={styles.note}>
        <Icon name="info" />
        {token.tokenKind === "fine-grained" ? SCOPE_TEXTS.fineGrained : SCOPE_TEXTS.otherKind}
      </p>
    );
  const { needed, surplus } = judgeScopes(token.scopes);
  return (
    <>
      <ul className={styles.scopes} aria-label={SCOPE_TEXTS.label}>
        {needed.map(({ scope, isGranted }) => (
          <li key={scope} data-missing={!isGranted || undefined}>
            <Icon name={isGranted ? "check" : "alert"} />
            <div>
              <p className={styles.scope}>
                <code>{scope}</code> {isGranted ? SCOPE_TEXTS.granted : SCOPE_TEXTS.missing}
              </p>
              <p className={styles.meaning}>
                {isGranted ? MEANINGS[scope].granted : MEANINGS[scope].missing}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {surplus.length > 0 && (
        <p className={styles.note}>
          <Icon name="info" />
          {SCOPE_TEXTS.surplus(surplus.join(", "))}
        </p>
      )}
    </>
  );
}
