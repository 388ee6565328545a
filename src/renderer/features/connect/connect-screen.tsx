import { useRef, useState } from "react";
import type { Account } from "../../../shared/models.ts";
import type { AccountId, OrganizationId } from "../../../shared/ids.ts";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { AccountCard } from "./account-card.tsx";
import { TokenForm } from "./token-form.tsx";
import styles from "./connect.module.css";

interface ConnectScreenProps {
  /** Who must sign in again, if that is what the screen was opened for. */
  accountId: AccountId | null;
  onChoose: (organizationId: OrganizationId | null) => void;
  /** Called when the person has signed in as was asked, and the sync that waited for it goes on. */
  onSync: (organizationId: OrganizationId) => void;
}

/** The first screen: try the sample, or connect GitHub; later, who is connected. */
export function ConnectScreen({ accountId, onChoose, onSync }: ConnectScreenProps) {
  const { accounts, organizations, keychain, run } = useAppState();
  const [form, setForm] = useState<{ account: Account | null } | null>(() => {
    const account = accounts.find((known) => known.id === accountId && !known.isSample);
    return account ? { account } : null;
  });
  const sample = useCommand("account.connectSample");
  const titleRef = useRef<HTMLHeadingElement>(null);
  const hasAccounts = accounts.length > 0;

  const openSample = async (): Promise<void> => {
    const answer = await sample.run({});
    if (answer.ok) onChoose(answer.value.organization.id);
  };
  const closeForm = (): void => {
    setForm(null);
    titleRef.current?.focus();
  };
  const finishForm = (account: Account): void => {
    closeForm();
    announce(`Connected as ${account.login}.`);
    if (account.id === accountId && run?.accountId === accountId && run.endedAt === null)
      onSync(run.organizationId);
  };
  const chooseFor = (account: Account): void =>
    onChoose(organizations.find((organization) => organization.accountId === account.id)?.id ?? null);

  return (
    <div className={styles.screen}>
      <header className={styles.header} data-welcome={!hasAccounts || undefined}>
        <h1 ref={titleRef} tabIndex={-1}>
          {hasAccounts ? "Accounts" : "See how your team’s pull requests flow"}
        </h1>
        <p className={styles.lead}>
          {hasAccounts
            ? "Onramp reads GitHub as these accounts."
            : "Onramp reads pull requests and reviews from GitHub into a database on this computer, and shows the first insight within seconds. It says “complete” only when it has counted."}
        </p>
      </header>

      {hasAccounts && (
        <ul className={styles.accounts} aria-label="Connected accounts">
          {accounts.map((account, index) => (
            <AccountCard
              key={account.id}
              account={account}
              isPrimary={form === null && index === accounts.length - 1}
              onChoose={() => chooseFor(account)}
              onSignInAgain={() => (account.isSample ? void openSample() : setForm({ account }))}
            />
          ))}
        </ul>
      )}

      {sample.failure && (
        <FailureNotice
          failure={sample.failure}
          action={<Button onClick={() => void openSample()}>Try again</Button>}
        />
      )}

      {form ? (
        <section className={styles.panel} aria-labelledby="connect-github">
          <div className={styles.panelHeader}>
            <h2 id="connect-github">Connect GitHub</h2>
            <Button look="quiet" size="small" onClick={closeForm}>
              Back
            </Button>
          </div>
          <TokenForm
            key={form.account?.id}
            keychain={keychain}
            account={form.account}
            onConnected={finishForm}
          />
        </section>
      ) : (
        <div className={styles.ways}>
          <section className={styles.way}>
            <h2>Connect GitHub</h2>
            <p>With a personal access token for github.com or a GitHub Enterprise Server.</p>
            <Button
              look={hasAccounts ? "plain" : "primary"}
              icon="key"
              onClick={() => setForm({ account: null })}
            >
              {hasAccounts ? "Connect another account" : "Connect GitHub"}
            </Button>
          </section>
          <section className={styles.way}>
            <h2>No account at hand?</h2>
            <p>A made-up organization is served from this computer. Everything else is the real thing.</p>
            <Button icon="organization" isBusy={sample.isBusy} onClick={() => void openSample()}>
              Try the sample organization
            </Button>
          </section>
        </div>
      )}
    </div>
  );
}
