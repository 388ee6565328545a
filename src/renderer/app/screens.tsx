import { lazy, useCallback } from "react";
import type { AccountId, OrganizationId, RunId } from "../../shared/ids.ts";
import { assertNever } from "../../shared/result.ts";
import { ChooseScreen } from "../features/choose/choose-screen.tsx";
import { ConnectScreen } from "../features/connect/connect-screen.tsx";
import { SupportActions } from "../features/support/support-actions.tsx";
import { SyncScreen } from "../features/sync/sync-screen.tsx";
import type { NamedRepository, Screen } from "./screen.ts";
import { useScreenStore } from "./screen-store.ts";

// The heavier screens come when they are first opened, from the app's own files.
const InsightsScreen = lazy(async () => ({
  default: (await import("../features/insights/insights-screen.tsx")).InsightsScreen,
}));
const LogScreen = lazy(async () => ({
  default: (await import("../features/log/log-screen.tsx")).LogScreen,
}));
const DiagnosticsScreen = lazy(async () => ({
  default: (await import("../features/diagnostics/diagnostics-screen.tsx")).DiagnosticsScreen,
}));

/** The screens, and the ways from one to another: features do not know each other. */
export function Screens({
  screen,
  organizationId,
}: {
  screen: Screen;
  organizationId: OrganizationId | null;
}) {
  const { show, replace } = useScreenStore();
  const choose = (): void => show({ kind: "choose", organizationId });
  const connect = (): void => show({ kind: "connect", accountId: null });
  const showSync = (): void => show({ kind: "sync", organizationId });
  const signInAgain = (accountId: AccountId): void => show({ kind: "connect", accountId });

  const openLog = useCallback(
    (runId: RunId, repository: NamedRepository | null): void =>
      show({ kind: "log", scope: { runId, ...(repository && { repository }) } }),
    [show],
  );

  switch (screen.kind) {
    case "connect":
      return (
        <ConnectScreen
          key={screen.accountId}
          accountId={screen.accountId}
          onChoose={(id) => show({ kind: "choose", organizationId: id })}
          onSync={(id) => show({ kind: "sync", organizationId: id })}
        />
      );
    case "choose":
      return (
        <ChooseScreen
          organizationId={organizationId}
          onOrganization={(id) => replace({ kind: "choose", organizationId: id })}
          onConnect={connect}
          onStarted={(id) => show({ kind: "sync", organizationId: id })}
        />
      );
    case "sync":
      return (
        <SyncScreen
          organizationId={organizationId}
          onChoose={choose}
          onSignInAgain={signInAgain}
          onDiagnose={() => show({ kind: "diagnostics", organizationId })}
          onInsights={() => show({ kind: "insights", organizationId })}
          onOpenLog={openLog}
        />
      );
    case "insights":
      return (
        <InsightsScreen
          organizationId={organizationId}
          repository={screen.repository ?? null}
          onChoose={choose}
        />
      );
    case "log":
      return (
        <LogScreen
          scope={screen.scope}
          onScope={(scope) => replace({ kind: "log", scope })}
          support={<SupportActions />}
        />
      );
    case "diagnostics":
      return (
        <DiagnosticsScreen
          organizationId={organizationId}
          support={<SupportActions />}
          onChoose={choose}
          onConnect={connect}
          onSync={showSync}
          onTimeline={(jobId) => show({ kind: "log", scope: { jobId, view: "timeline" } })}
        />
      );
    default:
      return assertNever(screen);
  }
}
