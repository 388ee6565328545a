import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import { describeFailure } from "../../../shared/failures.ts";
import type { KeychainState } from "../../../shared/contract.ts";
import type { TokenStorage } from "../../../shared/models.ts";
import { useAppStore } from "../../client/app-state.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import { KEEP_TEXTS } from "../../texts/connect.ts";
import styles from "./connect.module.css";

interface KeepChoiceProps {
  keychain: KeychainState;
  value: TokenStorage;
  onChange: (storage: TokenStorage) => void;
}

/** Where the token is kept. Without a keychain there is nothing to choose, and the reason is said. */
export function KeepChoice({ keychain, value, onChange }: KeepChoiceProps) {
  const labelId = useId();
  const lookAgain = useAppStore((store) => store.refresh);
  if (keychain.kind === "unavailable") {
    const { title, sentence } = describeFailure(keychain.failure);
    return (
      <Notice
        tone="caution"
        title={KEEP_TEXTS.unavailableTitle(title)}
        icon="key"
        action={
          <Button size="small" icon="retry" onClick={lookAgain}>
            {KEEP_TEXTS.lookAgain}
          </Button>
        }
      >
        <p>{sentence}</p>
        <p>{KEEP_TEXTS.unavailableText}</p>
        {keychain.failure.detail && (
          <p className={styles.quiet}>
            <OutsideText text={keychain.failure.detail} />
          </p>
        )}
      </Notice>
    );
  }
  return (
    <div>
      <p id={labelId} className={styles.groupLabel}>
        {KEEP_TEXTS.label}
      </p>
      <RadioGroup
        className={styles.radios}
        aria-labelledby={labelId}
        value={value}
        onValueChange={(next) => onChange(next === "session" ? "session" : "keychain")}
      >
        <label className={styles.radioLabel}>
          <Radio.Root value="keychain" className={styles.radio}>
            <Radio.Indicator className={styles.radioDot} />
          </Radio.Root>
          <span>
            {KEEP_TEXTS.keychain} <span className={styles.quiet}>{KEEP_TEXTS.keychainHint}</span>
          </span>
        </label>
        <label className={styles.radioLabel}>
          <Radio.Root value="session" className={styles.radio}>
            <Radio.Indicator className={styles.radioDot} />
          </Radio.Root>
          <span>
            {KEEP_TEXTS.session} <span className={styles.quiet}>{KEEP_TEXTS.sessionHint}</span>
          </span>
        </label>
      </RadioGroup>
    </div>
  );
}
