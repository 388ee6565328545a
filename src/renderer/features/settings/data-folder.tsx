import { FailureNotice } from "../../client/failure-notice.tsx";
import { useAppState } from "../../client/app-state.ts";
import { useCommand } from "../../client/use-command.ts";
import { DESKTOP_SETTINGS as TEXTS } from "../../texts/desktop-settings.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./settings-dialog.module.css";

/** Where everything lies, and the way there. */
export function DataFolder() {
  const { dataDirectory } = useAppState();
  const open = useCommand("folder.open");
  return (
    <div className={styles.setting}>
      <span className={styles.label}>{TEXTS.dataFolder}</span>
      <div className={styles.box}>
        <code className={styles.path} title={dataDirectory}>
          {dataDirectory}
        </code>
        <Button onClick={() => void open.run({ folder: "data" })}>{TEXTS.openDataFolder}</Button>
      </div>
      {open.failure && <FailureNotice failure={open.failure} />}
    </div>
  );
}
