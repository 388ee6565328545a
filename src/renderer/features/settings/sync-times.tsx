import type { Settings } from "../../../shared/settings.ts";
import { useAppState } from "../../client/app-state.ts";
import { DESKTOP_SETTINGS as TEXTS } from "../../texts/desktop-settings.ts";
import { ScheduleSetting } from "./schedule-setting.tsx";
import { SwitchSetting } from "./switch-setting.tsx";

/** When Onramp syncs by itself, and when it does not. */
export function SyncTimes({ settings }: { settings: Settings }) {
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
    </>
  );
}
