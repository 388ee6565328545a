import type { Account } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDate, formatRelative } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { useNow } from "../../ui/use-now.ts";
import { describeToken } from "./describe-token.ts";
import { expiresSoonAt } from "./token-expiry.ts";
import styles from "./account-card.module.css";

interface AccountCardProps {
  account: Account;
  /** The newest one is what the person has just connected. */
  isPrimary: boolean;
  onChoose: () => void;
  onSignInAgain: () => void;
}

/** Who is connected, with which token, and until when. */
export function AccountCard({ account, isPrimary, onChoose, onSignInAgain }: AccountCardProps) {
  const now = useNow(60_000);
  const signOut = useCommand("account.signOut");
  const endsAt = expiresSoonAt(account, now);
  return (
    <li className={styles.card}>
      <span className={styles.avatar}>
        <Icon name={account.isSample ? "organization" : "person"} />
      </span>
      <div className={styles.who}>
        <h2>
          <OutsideText text={account.name ?? account.login} />
        </h2>
        <p className={styles.quiet}>
          {account.isSample ? (
            "The sample organization’s account, on this computer"
          ) : (
            <>
              <OutsideText text={account.login} /> on <OutsideText text={account.host} />
            </>
          )}
        </p>
      </div>
      <div>
        {account.isSignedIn ? (
          <Badge tone="good" icon="check">
            Signed in
          </Badge>
        ) : (
          <Badge tone="caution" icon="alert">
            Sign-in needed
          </Badge>
        )}
      </div>

      {!account.isSample && (
        <dl className={styles.facts}>
          <div>
            <dt>Token</dt>
            <dd>{describeToken(account.tokenKind)}</dd>
          </div>
          <div>
            <dt>Scopes</dt>
            <dd>
              {account.scopes === null ? "Not shown for this kind" : account.scopes.join(", ") || "None"}
            </dd>
          </div>
          <div>
            <dt>Expires</dt>
            <dd>
              {account.tokenExpiresAt === null ? (
                "GitHub names no date"
              ) : (
                <>
                  {formatDate(account.tokenExpiresAt)}
                  {endsAt !== null && <span className={styles.soon}> ({formatRelative(endsAt, now)})</span>}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>Kept</dt>
            <dd>{account.tokenStorage === "keychain" ? "In the keychain" : "For this session only"}</dd>
          </div>
        </dl>
      )}

      {endsAt !== null && (
        <p className={styles.ending}>
          <Icon name="clock" /> Make a new token before this one ends, and sign in with it here: what was
          fetched stays, and syncs go on.
        </p>
      )}
      {signOut.failure && <FailureNotice failure={signOut.failure} />}
      <div className={styles.actions}>
        {account.isSignedIn ? (
          <Button look={isPrimary ? "primary" : "plain"} onClick={onChoose}>
            Choose repositories
          </Button>
        ) : (
          <Button look="primary" onClick={onSignInAgain}>
            Sign in again
          </Button>
        )}
        {endsAt !== null && <Button onClick={onSignInAgain}>Sign in with a new token</Button>}
        {account.isSignedIn && !account.isSample && (
          <Button
            look="quiet"
            isBusy={signOut.isBusy}
            onClick={() => void signOut.run({ accountId: account.id })}
            title="Forgets the token. What was fetched stays."
          >
            Sign out
          </Button>
        )}
      </div>
    </li>
  );
}
