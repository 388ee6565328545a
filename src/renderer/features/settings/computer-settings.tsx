import type { Settings } from "../../../shared/settings.ts";
import { DESKTOP_SETTINGS as TEXTS } from "../../texts/desktop-settings.ts";
import { SwitchSetting } from "./switch-setting.tsx";

/** How Onramp behaves among the other programs of this computer. */
export function ComputerSettings({ settings }: { settings: Settings }) {
  return (
    <>
      <SwitchSetting
        name="keepsRunning"
        label={TEXTS.keepsRunning}
        hint={TEXTS.keepsRunningHint}
        isOn={settings.keepsRunning}
      />
      <SwitchSetting
        name="showsTray"
        label={TEXTS.showsTray}
        hint={TEXTS.showsTrayHint}
        isOn={settings.showsTray}
      />
      <SwitchSetting
        name="notifies"
        label={TEXTS.notifies}
        hint={TEXTS.notifiesHint}
        isOn={settings.notifies}
      />
    </>
  );
}
