import { useEffect, useId, useState, type FormEvent } from "react";
import type { Result } from "../../../shared/result.ts";
import type { Settings } from "../../../shared/settings.ts";
import { call } from "../../client/bridge.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SkeletonLine } from "../../ui/skeleton.tsx";
import { DataFolder } from "./data-folder.tsx";
import { DesktopSettings } from "./desktop-settings.tsx";
import { NumberSetting } from "./number-setting.tsx";
import { settingsIn } from "./settings-in.ts";
import { ThemeSetting } from "./theme-setting.tsx";
import styles from "./settings-dialog.module.css";

/** What can be set, with what it means. The theme changes at once; the rest when it is saved. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const [answer, setAnswer] = useState<Result<Settings> | null>(null);
  const save = useCommand("settings.set");

  useEffect(() => {
    void call("settings.get", {}).then(setAnswer);
  }, []);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    // Each field says itself what is wrong with it.
    if (!form.checkValidity()) {
      form.querySelector<HTMLInputElement>("input:invalid")?.focus();
      return;
    }
    const saved = await save.run(settingsIn(new FormData(form)));
    if (!saved.ok) return;
    announce("Settings saved.");
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Settings"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} look="primary" isBusy={save.isBusy} disabled={!answer?.ok}>
            Save
          </Button>
        </>
      }
    >
      <ThemeSetting />
      {answer === null && <SkeletonLine widthPercent={60} />}
      {answer?.ok === false && <FailureNotice failure={answer.failure} />}
      {answer?.ok && (
        <form id={formId} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
          <DesktopSettings settings={answer.value} />
          <NumberSetting
            name="reservePercent"
            label="Left for your other tools"
            unit="% of GitHub’s hourly budget"
            hint="Onramp stops before this share and waits for the next hour."
            value={answer.value.reservePercent}
          />
          <NumberSetting
            name="stallAfterSeconds"
            label="Stalled after"
            unit="seconds"
            hint="A sync that has made no progress for this long, without a known reason, is looked into and started again."
            value={answer.value.stallAfterSeconds}
          />
          <NumberSetting
            name="deepVerifyEveryDays"
            label="Read everything anew every"
            unit="days"
            hint="Finds changes that GitHub gives no sign of. 0: never by itself."
            value={answer.value.deepVerifyEveryDays}
          />
        </form>
      )}
      <DataFolder />
      {save.failure && <FailureNotice failure={save.failure} />}
    </Dialog>
  );
}
