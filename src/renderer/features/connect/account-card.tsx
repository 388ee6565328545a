import type { Account, Organization } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { formatDate, formatRelative } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { useNow } from "../../ui/use-now.ts";
import { ACCOUNT_TEXTS, TOKEN_KIND_NAMES } from "../../texts/connect.ts";
import { BlockedOrganizations } from "./blocked-organizations.tsx";
import { judgeScopes } from "./judge-scopes.ts";
import { ScopeList } from "./scope-list.tsx";
import { expiresSoonAt } from "./token-expiry.ts";
import { tellSignedOut } from "./sign-out.ts";
import styles from "./account-card.module.css";

interface AccountCardProps {
  account: Account;
  /** Those that are read through this account. */
  organizations: readonly Organization[];
  /** The newest one is what the person has just connected. */
  isPrimary: boolean;
  onChoose: () => void;
  onSignInAgain: () => void;
}

/** Who is connected, with which token, until when, and what it cannot read. */
export function AccountCard({
  account,
  organizations,
  isPrimary,
  onChoose,
  onSignInAgain,
}: AccountCardProps) {
  const now = useNow(60_000);
  const signOut = useCommand("account.signOut");
  const endsAt = expiresSoonAt(account, now);
  const { id, login, host } = account;
  const blocked = organizations.filter((organization) => organization.blocked !== null);
  const lacksScope = judgeScopes(account.scopes ?? []).needed.some(({ isGranted }) => !isGranted);

  const forget = async (): Promise<void> => {
    const answer = await signOut.run({ accountId: id });
    if (answer.ok) tellSignedOut(account, answer.value.undoUntil);
  };

  return (
    <li className={styles.card}>
      <span className={styles.avatar}>
        <Icon name={account.isSample ? "organization" : "person"} />
      </span>
      <div className={styles.who}>
        <h2>
          <OutsideText text={account.name ?? login} />
        </h2>
        <p className={styles.quiet}>
          {account.isSample ? (
            ACCOUNT_TEXTS.sampleAccount
          ) : (
            <>
              <OutsideText text={login} />
              {ACCOUNT_TEXTS.on}
              <OutsideText text={host} />
            </>
          )}
        </p>
      </div>
      <div>
        {account.isSignedIn ? (
          <Badge tone="good" icon="check">
            {ACCOUNT_TEXTS.signedIn}
          </Badge>
        ) : (
          <Badge tone="caution" icon="alert">
            {ACCOUNT_TEXTS.signInNeeded}
          </Badge>
        )}
      </div>

      {!account.isSample && (
        <dl className={styles.facts}>
          <div>
            <dt>{ACCOUNT_TEXTS.token}</dt>
            <dd>{TOKEN_KIND_NAMES[account.tokenKind]}</dd>
          </div>
          <div>
            <dt>{ACCOUNT_TEXTS.scopes}</dt>
            <dd>{describeScopes(account.scopes)}</dd>
          </div>
          <div>
            <dt>{ACCOUNT_TEXTS.expires}</dt>
            <dd>
              {account.tokenExpiresAt === null ? (
                ACCOUNT_TEXTS.noExpiry
              ) : (
                <>
                  {formatDate(account.tokenExpiresAt)}
                  {endsAt !== null && <span className={styles.soon}> ({formatRelative(endsAt, now)})</span>}
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{ACCOUNT_TEXTS.kept}</dt>
            <dd>
              {account.tokenStorage === "keychain" ? ACCOUNT_TEXTS.inKeychain : ACCOUNT_TEXTS.forSession}
            </dd>
          </div>
        </dl>
      )}

      {account.isSignedIn && !account.isSample && account.scopes !== null && lacksScope && (
        <div className={styles.wide}>
          <ScopeList token={account} />
        </div>
      )}
      {endsAt !== null && (
        <p className={styles.ending}>
          <Icon name="clock" /> {ACCOUNT_TEXTS.expiresSoon}
        </p>
      )}
      {account.isSignedIn && blocked.length > 0 && (
        <div className={styles.wide}>
          <BlockedOrganizations accountId={id} organizations={blocked} />
        </div>
      )}
      {signOut.failure && (
        <div className={styles.wide}>
          <FailureNotice failure={signOut.failure} />
        </div>
      )}
      <div className={styles.actions}>
        {account.isSignedIn ? (
          <Button key="choose" look={isPrimary ? "primary" : "plain"} onClick={onChoose}>
            {ACCOUNT_TEXTS.choose}
          </Button>
        ) : (
          <Button key="sign-in" look="primary" onClick={onSignInAgain}>
            {ACCOUNT_TEXTS.signInAgain}
          </Button>
        )}
        {endsAt !== null && <Button onClick={onSignInAgain}>{ACCOUNT_TEXTS.signInWithNewToken}</Button>}
        {account.isSignedIn && !account.isSample && (
          <Button
            look="quiet"
            isBusy={signOut.isBusy}
            onClick={() => void forget()}
            title={ACCOUNT_TEXTS.signOutHint}
          >
            {ACCOUNT_TEXTS.signOut}
          </Button>
        )}
      </div>
    </li>
  );
}

function describeScopes(scopes: readonly string[] | null): string {
  if (scopes === null) return ACCOUNT_TEXTS.scopesNotShown;
  return scopes.length === 0 ? ACCOUNT_TEXTS.noScopes : scopes.join(", ");
}
