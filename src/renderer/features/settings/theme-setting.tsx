import { useState } from "react";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { chooseTheme, storedTheme, THEMES } from "../../ui/theme.ts";
import { SETTINGS_TEXTS } from "../../texts/settings.ts";
import styles from "./settings-dialog.module.css";

/** Light, dark, or as the system is: seen at once, and kept on this computer. */
export function ThemeSetting() {
  const [theme, setTheme] = useState(storedTheme);
  return (
    <div className={styles.setting}>
      <span className={styles.label}>{SETTINGS_TEXTS.theme}</span>
      <div>
        <SegmentedControl
          label={SETTINGS_TEXTS.theme}
          value={theme}
          options={THEMES}
          onChange={(next) => {
            chooseTheme(next);
            setTheme(next);
          }}
        />
      </div>
    </div>
  );
}
