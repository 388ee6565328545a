import { useAppState } from "../../client/app-state.ts";
import { SETTINGS_TEXTS } from "../../texts/settings.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import styles from "./settings-dialog.module.css";

/** Who is connected, and the way to where accounts are connected and signed out. */
export function AccountsSetting({ onManage }: { onManage: () => void }) {
  const { accounts } = useAppState();
  return (
    <div className={styles.setting}>
      <span className={styles.label}>{SETTINGS_TEXTS.accounts}</span>
      {accounts.length === 0 ? (
        <p className={styles.hint}>{SETTINGS_TEXTS.noAccounts}</p>
      ) : (
        <ul className={styles.accounts} aria-label={SETTINGS_TEXTS.accounts}>
          {accounts.map((account) => (
            <li key={account.id}>
              <span className={styles.account}>
                {account.isSample ? (
                  SETTINGS_TEXTS.sampleAccount
                ) : (
                  <OutsideText text={SETTINGS_TEXTS.accountOn(account.login, account.host)} />
                )}
              </span>
              {account.isSignedIn ? (
                <Badge tone="good" icon="check">
                  {SETTINGS_TEXTS.signedIn}
                </Badge>
              ) : (
                <Badge tone="caution" icon="alert">
                  {SETTINGS_TEXTS.signInNeeded}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button onClick={onManage}>{SETTINGS_TEXTS.manageAccounts}</Button>
      </div>
    </div>
  );
}
