import { useId, useState } from "react";
import { useAppState } from "../../client/app-state.ts";
import { SETTINGS_TEXTS } from "../../texts/settings.ts";
import styles from "./settings-dialog.module.css";

/** The client id of an OAuth app; where the environment names one, that is said, because it counts first. */
export function ClientIdSetting({ value }: { value: string }) {
  const id = useId();
  const [isRefused, setRefused] = useState(false);
  const { clientIdFrom } = useAppState().signIn;
  const hint =
    clientIdFrom === "environment" ? SETTINGS_TEXTS.clientIdFromEnvironment : SETTINGS_TEXTS.clientIdHint;
  return (
    <div className={styles.setting}>
      <label htmlFor={id} className={styles.label}>
        {SETTINGS_TEXTS.clientId}
      </label>
      <input
        id={id}
        name="githubClientId"
        defaultValue={value}
        maxLength={100}
        pattern="[\w.\-]*"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        className={styles.text}
        aria-invalid={isRefused}
        aria-describedby={`${id}-hint`}
        onInvalid={() => setRefused(true)}
        onChange={(event) => {
          if (event.currentTarget.validity.valid) setRefused(false);
        }}
      />
      <p
        id={`${id}-hint`}
        className={isRefused ? styles.refusal : styles.hint}
        role={isRefused ? "alert" : undefined}
      >
        {isRefused ? SETTINGS_TEXTS.clientIdRefused : hint}
      </p>
    </div>
  );
}
