import { useEffect, useRef, type FormEvent, type ReactNode } from "react";
import type { Account, TokenStorage } from "../../../shared/models.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { OutsideLink } from "../../client/outside-link.tsx";
import { useCommand } from "../../client/use-command.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { TOKEN_TEXTS } from "../../texts/connect.ts";
import { CheckedTokenCard } from "./checked-token-card.tsx";
import { looksWhole } from "./looks-whole.ts";
import { PermissionsHelp } from "./permissions-help.tsx";
import { useTokenCheck } from "./use-token-check.ts";
import styles from "./connect.module.css";

/** Which GitHub is meant: what was typed, and the API's address where it is known to be elsewhere. */
export interface Place {
  host: string;
  apiUrl?: string;
}

interface TokenFormProps {
  /** Fields outside of the form name it by this. */
  id: string;
  place: Place;
  storage: TokenStorage;
  /** Where the token shall be kept, as the person chooses it. */
  keepChoice: ReactNode;
  onConnected: (account: Account) => void;
}

/** github.com's own page for a new classic token, with the scopes and the note filled in (GitHub docs, "Managing your personal access tokens"). */
const NEW_TOKEN_URL = "https://github.com/settings/tokens/new?scopes=repo,read:org&description=Onramp";

/**
 * Takes a token, shows what GitHub says of it, and connects with it. The token never becomes state: it is read from its
 * field once, the field is emptied at once, and from then on only the core holds it.
 */
export function TokenForm({ id, place, storage, keepChoice, onConnected }: TokenFormProps) {
  const tokenRef = useRef<HTMLInputElement>(null);
  const connectRef = useRef<HTMLButtonElement>(null);
  const { state, check, outcome, drop } = useTokenCheck();
  const keep = useCommand("account.keepToken");
  const isChecked = state.kind === "checked";

  // Paste, Enter: the field, and then the button that took its place. Never away from where the person writes.
  useEffect(() => {
    if (document.activeElement instanceof HTMLInputElement) return;
    (isChecked ? connectRef : tokenRef).current?.focus();
  }, [isChecked]);

  // A token is checked for one host, and forgotten with the form.
  const { host } = place;
  useEffect(() => drop, [drop, host]);

  const checkField = async (): Promise<boolean> => {
    const field = tokenRef.current;
    if (!field) return false;
    const answered = check({ ...place, token: field.value.trim() });
    field.value = "";
    const { ok } = await answered;
    if (!ok) tokenRef.current?.focus();
    return ok;
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (keep.isBusy) return;
    if (outcome() === null && !(await checkField())) return;
    const checked = await outcome();
    if (!checked?.ok) return;
    const kept = await keep.run({ checkId: checked.value.checkId, storage });
    if (kept.ok) onConnected(kept.value.account);
  };

  const takeAnother = (): void => {
    drop();
    keep.clearFailure();
  };

  return (
    <form id={id} className={styles.form} onSubmit={(event) => void submit(event)}>
      {state.kind === "checked" ? (
        <CheckedTokenCard token={state.token} onUseAnother={takeAnother} />
      ) : (
        <>
          <TextField
            label={TOKEN_TEXTS.token}
            type="password"
            ref={tokenRef}
            required={state.kind !== "checking"}
            spellCheck={false}
            autoComplete="off"
            placeholder={TOKEN_TEXTS.tokenPlaceholder}
            onChange={(event) => {
              if (looksWhole(event.target.value.trim())) void checkField();
            }}
            hint={
              <>
                {TOKEN_TEXTS.tokenHint}{" "}
                {isGitHubCom(host) && <OutsideLink url={NEW_TOKEN_URL}>{TOKEN_TEXTS.makeOne}</OutsideLink>}
              </>
            }
          />
          {state.kind === "refused" && <FailureNotice failure={state.failure} />}
          <PermissionsHelp />
        </>
      )}
      {keepChoice}
      {keep.failure && <FailureNotice failure={keep.failure} />}
      <div className={styles.formActions}>
        <Button type="submit" look="primary" ref={connectRef} isBusy={keep.isBusy}>
          {state.kind === "checking" || keep.isBusy ? TOKEN_TEXTS.checking : TOKEN_TEXTS.connect}
        </Button>
        {state.kind === "refused" && <p className={styles.quiet}>{TOKEN_TEXTS.emptied}</p>}
      </div>
    </form>
  );
}

function isGitHubCom(host: string): boolean {
  return /^(https:\/\/)?(www\.)?github\.com\/?$/i.test(host.trim());
}
