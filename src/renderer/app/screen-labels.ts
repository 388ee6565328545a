import type { IconName } from "../ui/icon.tsx";
import type { ScreenKind } from "./screen.ts";

/** The screens as the navigation names them. */
export const SCREEN_LABELS: Record<ScreenKind, { label: string; icon: IconName }> = {
  connect: { label: "Connect", icon: "connect" },
  choose: { label: "Choose", icon: "choose" },
  sync: { label: "Sync", icon: "sync" },
  insights: { label: "Insights", icon: "insights" },
  log: { label: "Log", icon: "log" },
  diagnostics: { label: "Diagnostics", icon: "diagnostics" },
};
