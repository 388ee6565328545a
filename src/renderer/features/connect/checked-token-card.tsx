import type { CheckedToken } from "../../../shared/models.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDate } from "../../ui/format.ts";
import { OutsideText } from "../../ui/outside-text.tsx";
import { ACCOUNT_TEXTS, TOKEN_KIND_NAMES, TOKEN_TEXTS } from "../../texts/connect.ts";
import { ScopeList } from "./scope-list.tsx";
import styles from "./checked-token-card.module.css";

interface CheckedTokenCardProps {
  token: CheckedToken;
  onUseAnother: () => void;
}

/** What GitHub said of a token that is about to be kept; it takes the place of the field it was pasted into. */
export function CheckedTokenCard({ token, onUseAnother }: CheckedTokenCardProps) {
  const { login, name, host, tokenKind, tokenExpiresAt } = token;
  return (
    <section className={styles.card} aria-label={TOKEN_TEXTS.accepted}>
      <header className={styles.header}>
        <div className={styles.who}>
          <p className={styles.title}>
            {TOKEN_TEXTS.whose}
            <OutsideText text={name ?? login} />
          </p>
          <p className={styles.quiet}>
            <OutsideText text={login} />
            {ACCOUNT_TEXTS.on}
            <OutsideText text={host} />
            {" · "}
            {TOKEN_KIND_NAMES[tokenKind]}
            {" · "}
            {tokenExpiresAt === null ? TOKEN_TEXTS.noEnd : TOKEN_TEXTS.ends(formatDate(tokenExpiresAt))}
          </p>
        </div>
        <Badge tone="good" icon="check">
          {TOKEN_TEXTS.accepted}
        </Badge>
      </header>
      <ScopeList token={token} />
      <div>
        <Button size="small" onClick={onUseAnother}>
          {TOKEN_TEXTS.anotherToken}
        </Button>
      </div>
    </section>
  );
}
