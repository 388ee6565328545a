import { SCREEN_NAMES } from "../texts/app.ts";
import type { IconName } from "../ui/icon.tsx";
import type { ScreenKind } from "./screen.ts";

/** The screens as the navigation names them. */
export const SCREEN_LABELS: Record<ScreenKind, { label: string; icon: IconName }> = {
  connect: { label: SCREEN_NAMES.connect, icon: "connect" },
  choose: { label: SCREEN_NAMES.choose, icon: "choose" },
  sync: { label: SCREEN_NAMES.sync, icon: "sync" },
  insights: { label: SCREEN_NAMES.insights, icon: "insights" },
  log: { label: SCREEN_NAMES.log, icon: "log" },
  diagnostics: { label: SCREEN_NAMES.diagnostics, icon: "diagnostics" },
};
