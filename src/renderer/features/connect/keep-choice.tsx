import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import { describeFailure } from "../../../shared/failures.ts";
import type { KeychainState } from "../../../shared/contract.ts";
import type { TokenStorage } from "../../../shared/models.ts";
import { Notice } from "../../ui/notice.tsx";
import { OutsideText } from "../../ui/outside-text.tsx";
import styles from "./connect.module.css";

interface KeepChoiceProps {
  keychain: KeychainState;
  value: TokenStorage;
  onChange: (storage: TokenStorage) => void;
}

/** Where the token is kept. Without a keychain there is nothing to choose, and the reason is said. */
export function KeepChoice({ keychain, value, onChange }: KeepChoiceProps) {
  const labelId = useId();
  if (keychain.kind === "unavailable") {
    const { title, sentence } = describeFailure(keychain.failure);
    return (
      <Notice tone="caution" title={`${title}: for this session only`} icon="key">
        <p>{sentence}</p>
        <p>You will be asked for the token again after Onramp quits. It is never written to a file.</p>
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
        Keep the token
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
            In this computer’s keychain <span className={styles.quiet}>until you sign out</span>
          </span>
        </label>
        <label className={styles.radioLabel}>
          <Radio.Root value="session" className={styles.radio}>
            <Radio.Indicator className={styles.radioDot} />
          </Radio.Root>
          <span>
            For this session only <span className={styles.quiet}>in memory, gone when Onramp quits</span>
          </span>
        </label>
      </RadioGroup>
    </div>
  );
}
