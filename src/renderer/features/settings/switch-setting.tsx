import { useId } from "react";
import type { Settings } from "../../../shared/settings.ts";
import styles from "./settings-dialog.module.css";

interface SwitchSettingProps {
  name: { [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings];
  label: string;
  hint?: string;
  isOn: boolean;
}

/** One thing that is on or off. */
export function SwitchSetting({ name, label, hint, isOn }: SwitchSettingProps) {
  const id = useId();
  return (
    <div className={styles.switch}>
      <input
        id={id}
        name={name}
        type="checkbox"
        defaultChecked={isOn}
        aria-describedby={hint && `${id}-hint`}
      />
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
