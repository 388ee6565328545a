import { useId, useState } from "react";
import type { Account, TokenStorage } from "../../../shared/models.ts";
import { useAppState } from "../../client/app-state.ts";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { CONNECT_TEXTS, TOKEN_TEXTS } from "../../texts/connect.ts";
import { CodeForm } from "./code-form.tsx";
import { KeepChoice } from "./keep-choice.tsx";
import { TokenForm, type Place } from "./token-form.tsx";
import styles from "./connect.module.css";

/** The two ways to sign in: with a code on GitHub's own page, or with a token that is pasted here. */
export type SignInWay = "code" | "token";

/** The form as the person has filled it so far. */
export interface ConnectForm {
  /** Who must sign in again; null for whoever comes first. */
  account: Account | null;
  host: string;
  way: SignInWay;
}

interface ConnectPanelProps {
  form: ConnectForm;
  onChange: (form: ConnectForm) => void;
  onConnected: (account: Account) => void;
}

const WAYS = [
  { value: "code", label: CONNECT_TEXTS.withCode },
  { value: "token", label: CONNECT_TEXTS.withToken },
] as const;

/** Asks where and how to sign in. */
export function ConnectPanel({ form, onChange, onConnected }: ConnectPanelProps) {
  const { keychain, signIn } = useAppState();
  const formId = useId();
  const { account, host, way } = form;
  const [storage, setStorage] = useState<TokenStorage>("keychain");
  const typed = host.trim();
  // The address of an account's API need not follow from its host.
  const place: Place = account?.host === typed ? { host: typed, apiUrl: account.apiUrl } : { host: typed };
  const effective: TokenStorage = keychain.kind === "available" ? storage : "session";
  const keepChoice = <KeepChoice keychain={keychain} value={storage} onChange={setStorage} />;
  const hasCode = signIn.clientIdFrom !== null;

  return (
    <div className={styles.form}>
      <TextField
        label={TOKEN_TEXTS.host}
        value={host}
        form={formId}
        required
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => onChange({ ...form, host: event.target.value })}
        hint={TOKEN_TEXTS.hostHint}
      />
      {hasCode && (
        <div>
          <SegmentedControl
            label={CONNECT_TEXTS.how}
            value={way}
            options={WAYS}
            onChange={(next) => onChange({ ...form, way: next })}
          />
        </div>
      )}
      {hasCode && way === "code" ? (
        <CodeForm id={formId} place={place} storage={effective} keepChoice={keepChoice} />
      ) : (
        <TokenForm
          id={formId}
          place={place}
          storage={effective}
          keepChoice={keepChoice}
          onConnected={onConnected}
        />
      )}
      {!hasCode && <p className={styles.quiet}>{TOKEN_TEXTS.clientIdMissing}</p>}
    </div>
  );
}
