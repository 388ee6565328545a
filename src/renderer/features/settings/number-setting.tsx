import { useId, useState } from "react";
import { SETTING_BOUNDS } from "../../../shared/setting-bounds.ts";
import { SETTINGS_TEXTS } from "../../texts/settings.ts";
import styles from "./settings-dialog.module.css";

interface NumberSettingProps {
  name: keyof typeof SETTING_BOUNDS;
  label: string;
  unit: string;
  hint: string;
  value: number;
}

/** One whole number with its bounds; the browser checks it, and the field says in words what is wrong. */
export function NumberSetting({ name, label, unit, hint, value }: NumberSettingProps) {
  const id = useId();
  const [isRefused, setRefused] = useState(false);
  const { min, max } = SETTING_BOUNDS[name];
  return (
    <div className={styles.setting}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          id={id}
          name={name}
          type="number"
          inputMode="numeric"
          required
          min={min}
          max={max}
          step={1}
          defaultValue={value}
          className={styles.number}
          aria-invalid={isRefused}
          aria-describedby={`${id}-unit ${id}-hint`}
          onInvalid={() => setRefused(true)}
          onChange={(event) => {
            if (event.currentTarget.validity.valid) setRefused(false);
          }}
        />
        <span id={`${id}-unit`}>{unit}</span>
      </div>
      <p
        id={`${id}-hint`}
        className={isRefused ? styles.refusal : styles.hint}
        role={isRefused ? "alert" : undefined}
      >
        {isRefused ? SETTINGS_TEXTS.wholeNumber(min, max) : hint}
      </p>
    </div>
  );
}
