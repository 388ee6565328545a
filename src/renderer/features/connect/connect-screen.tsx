import { useEffect, useRef, useState } from "react";
import type { DeviceFlow } from "../../../shared/device-flow.ts";
import type { Account } from "../../../shared/models.ts";
import type { AccountId, OrganizationId } from "../../../shared/ids.ts";
import { useAppState } from "../../client/app-state.ts";
import { call } from "../../client/bridge.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { CONNECT_TEXTS, DEVICE_TEXTS } from "../../texts/connect.ts";
import { AccountCard } from "./account-card.tsx";
import { ConnectPanel, type ConnectForm } from "./connect-panel.tsx";
import { DeviceFlowPanel } from "./device-flow-panel.tsx";
import { findFirst, readAhead } from "./read-ahead.ts";
import styles from "./connect.module.css";

const GITHUB_COM = "github.com";

interface ConnectScreenProps {
  /** Who must sign in again, if that is what the screen was opened for. */
  accountId: AccountId | null;
  onChoose: (organizationId: OrganizationId | null) => void;
  /** Called when the person has signed in as was asked, and the sync that waited for it goes on. */
  onSync: (organizationId: OrganizationId) => void;
}

/** Whoever has signed in with a pasted token before will do so again. */
const openFormFor = (account: Account | null): ConnectForm => ({
  account,
  host: account?.host ?? GITHUB_COM,
  way: account === null || account.tokenKind === "oauth" ? "code" : "token",
});

/** The first screen: try the sample, or connect GitHub; later, who is connected. */
export function ConnectScreen({ accountId, onChoose, onSync }: ConnectScreenProps) {
  const { accounts, organizations, run, signIn } = useAppState();
  const [form, setForm] = useState<ConnectForm | null>(() => {
    const account = accounts.find((known) => known.id === accountId && !known.isSample);
    return account ? openFormFor(account) : null;
  });
  const sample = useCommand("account.connectSample");
  const titleRef = useRef<HTMLHeadingElement>(null);
  const hasAccounts = accounts.length > 0;
  const flow = signIn.deviceFlow;
  const connected = flow?.kind === "signed-in" ? accounts.find(({ id }) => id === flow.accountId) : undefined;

  const openSample = async (): Promise<void> => {
    const answer = await sample.run({});
    if (answer.ok) onChoose(answer.value.organization.id);
  };
  const closeForm = (): void => {
    setForm(null);
    titleRef.current?.focus();
  };
  const finish = (account: Account): void => {
    closeForm();
    announce(CONNECT_TEXTS.connectedAs(account.login, account.host));
    // It also names what this account cannot read, on its card.
    void readAhead(account.id);
    if (account.id === accountId && run?.accountId === accountId && run.endedAt === null)
      onSync(run.organizationId);
  };
  const takeToken = ({ host, apiUrl }: DeviceFlow): void => {
    // A window that was opened meanwhile has no form; the API's address says the host as well.
    const form = { account: null, host: host === GITHUB_COM ? host : apiUrl };
    setForm((open) => ({ ...(open ?? form), way: "token" }));
    void call("account.cancelDeviceFlow", {});
  };
  const chooseFor = (account: Account): void => onChoose(findFirst(organizations, account.id)?.id ?? null);

  const finishRef = useRef(finish);
  useEffect(() => {
    finishRef.current = finish;
  });
  useEffect(() => {
    if (!connected) return;
    finishRef.current(connected);
    void call("account.cancelDeviceFlow", {});
  }, [connected]);

  return (
    <div className={styles.screen}>
      <header className={styles.header} data-welcome={!hasAccounts || undefined}>
        <h1 ref={titleRef} tabIndex={-1}>
          {hasAccounts ? CONNECT_TEXTS.accounts : CONNECT_TEXTS.welcome}
        </h1>
        <p className={styles.lead}>{hasAccounts ? CONNECT_TEXTS.accountsLead : CONNECT_TEXTS.welcomeLead}</p>
      </header>

      {hasAccounts && (
        <ul className={styles.accounts} aria-label={CONNECT_TEXTS.connectedAccounts}>
          {accounts.map((account, index) => (
            <AccountCard
              key={account.id}
              account={account}
              organizations={organizations.filter((known) => known.accountId === account.id)}
              isPrimary={form === null && flow === null && index === accounts.length - 1}
              onChoose={() => chooseFor(account)}
              onSignInAgain={() => (account.isSample ? void openSample() : setForm(openFormFor(account)))}
            />
          ))}
        </ul>
      )}

      {sample.failure && (
        <FailureNotice
          failure={sample.failure}
          action={<Button onClick={() => void openSample()}>{CONNECT_TEXTS.tryAgain}</Button>}
        />
      )}

      {flow && flow.kind !== "signed-in" ? (
        <section className={styles.panel} aria-labelledby="device-flow">
          <h2 id="device-flow">{DEVICE_TEXTS.title(flow.host)}</h2>
          <DeviceFlowPanel flow={flow} onUseToken={() => takeToken(flow)} />
        </section>
      ) : form ? (
        <section className={styles.panel} aria-labelledby="connect-github">
          <div className={styles.panelHeader}>
            <h2 id="connect-github">{CONNECT_TEXTS.connectGitHub}</h2>
            <Button look="quiet" size="small" onClick={closeForm}>
              {CONNECT_TEXTS.back}
            </Button>
          </div>
          <ConnectPanel key={form.account?.id} form={form} onChange={setForm} onConnected={finish} />
        </section>
      ) : (
        <div className={styles.ways}>
          <section className={styles.way}>
            <h2>{CONNECT_TEXTS.connectGitHub}</h2>
            <p>{signIn.clientIdFrom === null ? CONNECT_TEXTS.waysByToken : CONNECT_TEXTS.ways}</p>
            <Button
              look={hasAccounts ? "plain" : "primary"}
              icon="key"
              onClick={() => setForm(openFormFor(null))}
            >
              {hasAccounts ? CONNECT_TEXTS.connectAnother : CONNECT_TEXTS.connectGitHub}
            </Button>
          </section>
          <section className={styles.way}>
            <h2>{CONNECT_TEXTS.noAccount}</h2>
            <p>{CONNECT_TEXTS.sample}</p>
            <Button icon="organization" isBusy={sample.isBusy} onClick={() => void openSample()}>
              {CONNECT_TEXTS.trySample}
            </Button>
          </section>
        </div>
      )}
    </div>
  );
}
