import { useId, type FormEvent } from "react";
import { useAppState } from "../../client/app-state.ts";
import { FailureNotice } from "../../client/failure-notice.tsx";
import { useCommand } from "../../client/use-command.ts";
import { announce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { AccountsSetting } from "./accounts-setting.tsx";
import { ClientIdSetting } from "./client-id-setting.tsx";
import { ComputerSettings } from "./computer-settings.tsx";
import { DataFolder } from "./data-folder.tsx";
import { ForgetSetting } from "./forget-setting.tsx";
import { NumberSetting } from "./number-setting.tsx";
import { settingsIn } from "./settings-in.ts";
import { SettingsGroup } from "./settings-group.tsx";
import { SyncTimes } from "./sync-times.tsx";
import { ThemeSetting } from "./theme-setting.tsx";
import { DESKTOP_SETTINGS } from "../../texts/desktop-settings.ts";
import { SETTINGS_TEXTS } from "../../texts/settings.ts";
import styles from "./settings-dialog.module.css";

/** What can be set, with what it means. The theme changes at once; the rest when it is saved. */
export function SettingsDialog({ onClose, onAccounts }: { onClose: () => void; onAccounts: () => void }) {
  const formId = useId();
  const { settings } = useAppState();
  const save = useCommand("settings.set");

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
    announce(SETTINGS_TEXTS.saved);
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={SETTINGS_TEXTS.title}
      actions={
        <>
          <Button onClick={onClose}>{SETTINGS_TEXTS.cancel}</Button>
          <Button type="submit" form={formId} look="primary" isBusy={save.isBusy}>
            {SETTINGS_TEXTS.save}
          </Button>
        </>
      }
    >
      <ThemeSetting />
      <AccountsSetting onManage={onAccounts} />
      <form id={formId} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <SettingsGroup name={DESKTOP_SETTINGS.groups.syncing}>
          <SyncTimes settings={settings} />
          <NumberSetting
            name="reservePercent"
            label={SETTINGS_TEXTS.reserve}
            unit={SETTINGS_TEXTS.reserveUnit}
            hint={SETTINGS_TEXTS.reserveHint}
            value={settings.reservePercent}
          />
          <NumberSetting
            name="stallAfterSeconds"
            label={SETTINGS_TEXTS.stall}
            unit={SETTINGS_TEXTS.stallUnit}
            hint={SETTINGS_TEXTS.stallHint}
            value={settings.stallAfterSeconds}
          />
          <NumberSetting
            name="deepVerifyEveryDays"
            label={SETTINGS_TEXTS.deepVerify}
            unit={SETTINGS_TEXTS.deepVerifyUnit}
            hint={SETTINGS_TEXTS.deepVerifyHint}
            value={settings.deepVerifyEveryDays}
          />
        </SettingsGroup>
        <SettingsGroup name={DESKTOP_SETTINGS.groups.computer}>
          <ComputerSettings settings={settings} />
        </SettingsGroup>
        <SettingsGroup name={DESKTOP_SETTINGS.groups.signIn}>
          <ClientIdSetting value={settings.githubClientId} />
        </SettingsGroup>
      </form>
      <DataFolder />
      <ForgetSetting />
      {save.failure && <FailureNotice failure={save.failure} />}
    </Dialog>
  );
}
