import type { Settings } from "../../../shared/settings.ts";
import { useAppState } from "../../client/app-state.ts";
import { DESKTOP_SETTINGS as TEXTS } from "../../texts/desktop-settings.ts";
import { ScheduleSetting } from "./schedule-setting.tsx";
import { SwitchSetting } from "./switch-setting.tsx";

/** When Onramp syncs by itself, and how it behaves on this computer. */
export function DesktopSettings({ settings }: { settings: Settings }) {
  const { nextSync } = useAppState();
  return (
    <>
      <ScheduleSetting stored={settings.schedule} next={nextSync} />
      <SwitchSetting name="syncsAtStart" label={TEXTS.syncsAtStart} isOn={settings.syncsAtStart} />
      <SwitchSetting
        name="pausesOnBattery"
        label={TEXTS.pausesOnBattery}
        hint={TEXTS.pausesOnBatteryHint}
        isOn={settings.pausesOnBattery}
      />
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
