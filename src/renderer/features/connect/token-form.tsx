import { useEffect, useRef, useState, type FormEvent } from "react";
import type { KeychainState } from "../../../shared/contract.ts";
import type { Account, TokenStorage } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { OutsideLink } from "../../client/outside-link.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { KeepChoice } from "./keep-choice.tsx";
import { PermissionsHelp } from "./permissions-help.tsx";
import styles from "./connect.module.css";

interface TokenFormProps {
  keychain: KeychainState;
  /** Who must sign in again; null for whoever comes first. */
  account: Account | null;
  onConnected: (account: Account) => void;
}

/** github.com's own page for a new classic token, with the scopes and the note filled in (GitHub docs, "Managing your personal access tokens"). */
const NEW_TOKEN_URL = "https://github.com/settings/tokens/new?scopes=repo,read:org&description=Onramp";

/**
 * Asks for a host and a token. The token never becomes state: it is read from its field once, the field is emptied
 * at once, and the one call that carries it is the only holder.
 */
export function TokenForm({ keychain, account, onConnected }: TokenFormProps) {
  const tokenRef = useRef<HTMLInputElement>(null);
  const [host, setHost] = useState(account?.host ?? "github.com");
  const [storage, setStorage] = useState<TokenStorage>("keychain");
  const connect = useCommand("account.connect");
  const canKeep = keychain.kind === "available";

  useEffect(() => tokenRef.current?.focus(), []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const field = tokenRef.current;
    if (!field || connect.isBusy) return;
    const answered = connect.run({
      host: host.trim(),
      // The address of an account's API need not follow from its host.
      ...(account?.host === host.trim() && { apiUrl: account.apiUrl }),
      token: field.value,
      storage: canKeep ? storage : "session",
    });
    field.value = "";
    const answer = await answered;
    if (answer.ok) onConnected(answer.value.account);
    else field.focus();
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        label="Host"
        value={host}
        required
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => setHost(event.target.value)}
        hint="github.com, or the address of your GitHub Enterprise Server."
      />
      <TextField
        label="Personal access token"
        type="password"
        ref={tokenRef}
        required
        spellCheck={false}
        autoComplete="off"
        placeholder="ghp_… or github_pat_…"
        hint={
          <>
            Checked with GitHub before it is kept.{" "}
            {isGitHubCom(host) && <OutsideLink url={NEW_TOKEN_URL}>Make one on GitHub</OutsideLink>}
          </>
        }
      />
      <PermissionsHelp />
      <KeepChoice keychain={keychain} value={storage} onChange={setStorage} />
      {connect.failure && <FailureNotice failure={connect.failure} />}
      <div className={styles.formActions}>
        <Button type="submit" look="primary" isBusy={connect.isBusy}>
          {connect.isBusy ? "Checking with GitHub…" : "Connect GitHub"}
        </Button>
        {connect.failure && <p className={styles.quiet}>The field was emptied: paste the token again.</p>}
      </div>
    </form>
  );
}

function isGitHubCom(host: string): boolean {
  return /^(https:\/\/)?(www\.)?github\.com\/?$/i.test(host.trim());
}
