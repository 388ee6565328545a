import { useState } from "react";
import { FORGET_TEXTS as TEXTS } from "../../texts/forget.ts";
import { Button } from "../../ui/button.tsx";
import { ForgetDialog } from "./forget-dialog.tsx";
import styles from "./settings-dialog.module.css";

/** The way to have everything removed from this computer. */
export function ForgetSetting() {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className={styles.setting}>
      <span className={styles.label}>{TEXTS.label}</span>
      <div>
        <Button look="danger" onClick={() => setAsking(true)}>
          {TEXTS.open}
        </Button>
      </div>
      <p className={styles.hint}>{TEXTS.hint}</p>
      {isAsking && <ForgetDialog onClose={() => setAsking(false)} />}
    </div>
  );
}
