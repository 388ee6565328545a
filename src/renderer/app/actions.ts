import type { MenuCommand } from "../../shared/bridge.ts";
import type { AppState } from "../../shared/contract.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { sendCommand } from "../client/send-command.ts";
import { useChecksStore } from "../features/diagnostics/checks-store.ts";
import { useDiagnosticsStore } from "../features/diagnostics/diagnostics-store.ts";
import { useInsightsStore } from "../features/insights/insights-store.ts";
import { copyDiagnostics } from "../features/support/copy-diagnostics.ts";
import { signOut } from "../features/connect/sign-out.ts";
import { useRepositoriesStore } from "../features/choose/repositories-store.ts";
import { cancelSync, syncAgain } from "../features/sync/run-commands.ts";
import { actionsOf } from "../features/sync/run-actions.ts";
import { ACTION_TEXTS } from "../texts/app.ts";
import { SUPPORT_TEXTS } from "../texts/support.ts";
import type { IconName } from "../ui/icon.tsx";
import { showToast } from "../ui/toast.tsx";
import { chooseTheme, THEMES } from "../ui/theme.ts";
import { SCREEN_LABELS } from "./screen-labels.ts";
import { SCREEN_KINDS, type Screen, type ScreenKind } from "./screen.ts";

/** Something that the person can do, from wherever they are. */
export interface Action {
  /** Stays the same, so that what was used last can be remembered. */
  id: string;
  label: string;
  /** Other words that people may look for. */
  words: string;
  icon: IconName;
  /** Pressed with Ctrl or Cmd. */
  key?: string;
  run: () => void;
}

/** What can be opened above any screen. */
export type AppDialog = "settings" | "shortcuts" | "palette" | "bundle" | "forget";

/** What actions need to know, and where they lead. */
export interface ActionContext {
  state: AppState;
  /** The organization that the present screen is about. */
  organizationId: OrganizationId | null;
  show: (screen: Screen) => void;
  showKind: (kind: ScreenKind) => void;
  showDialog: (dialog: AppDialog) => void;
  find: () => void;
}

const { words } = ACTION_TEXTS;

/**
 * The one table of everything that can be done now. The palette shows it, the application's menu and the shortcuts
 * choose from it: by `id`, which every `MenuCommand` is, and by `key`.
 */
export function listActions(context: ActionContext): Action[] {
  return [
    ...runActions(context),
    ...SCREEN_KINDS.map((kind, index) => showScreen(kind, String(index + 1), context)),
    ...dataActions(context),
    ...accountActions(context),
    ...appActions(context),
    ...helpActions(context),
    ...organizationActions(context),
  ];
}

function showScreen(kind: ScreenKind, key: string, { showKind }: ActionContext): Action {
  const { label, icon } = SCREEN_LABELS[kind];
  return {
    id: `show-${kind}` satisfies MenuCommand,
    label: ACTION_TEXTS.goTo(label),
    words: `${words.screen} ${words[kind]}`,
    icon,
    key,
    run: () => showKind(kind),
  };
}

/** What the newest run lets one do. */
function runActions({ state: { run }, show }: ActionContext): Action[] {
  if (run === null) return [];
  const { runId, organizationId, organizationLogin } = run;
  const can = actionsOf(run);
  return listTrue([
    can.canResume && {
      ...{ id: "resume-sync", label: ACTION_TEXTS.resume, words: words.resume, icon: "play" },
      run: () => void sendCommand("sync.resume", { runId }),
    },
    can.canPause && {
      ...{ id: "pause-sync", label: ACTION_TEXTS.pause, words: words.stop, icon: "pause" },
      run: () => void sendCommand("sync.pause", { runId }),
    },
    can.canRetryStalled && {
      ...{ id: "retry-stalled", label: ACTION_TEXTS.stallRetry, words: words.retry, icon: "retry" },
      run: () => void sendCommand("sync.retry", { runId }),
    },
    (can.retryable > 0 || can.canRetryWhole) && {
      ...{ id: "retry-failed", label: ACTION_TEXTS.retryFailed, words: words.retry, icon: "retry" },
      run: () => void sendCommand("sync.retry", { runId }),
    },
    can.canSyncAgain && {
      ...{ id: "sync-now", label: ACTION_TEXTS.syncNow(organizationLogin), words: words.sync, icon: "sync" },
      run: () => {
        show({ kind: "sync", organizationId });
        void syncAgain(organizationId);
      },
    },
    can.canCancel && {
      ...{ id: "cancel-sync", label: ACTION_TEXTS.cancel, words: words.stop, icon: "stop" },
      run: () => void cancelSync(run),
    },
    {
      ...{ id: "show-run-log", label: ACTION_TEXTS.showRunLog, words: words.log, icon: "log" },
      run: () => show({ kind: "log", scope: { runId } }),
    },
  ]);
}

function organizationActions({ state, organizationId, show }: ActionContext): Action[] {
  const others = state.organizations.filter(({ id }) => id !== organizationId);
  return others.flatMap(({ id, login }): Action[] => [
    {
      ...{ id: `sync-of-${id}`, label: ACTION_TEXTS.showSyncOf(login), words: words.sync, icon: "sync" },
      run: () => show({ kind: "sync", organizationId: id }),
    },
    {
      ...{ id: `choose-${id}`, label: ACTION_TEXTS.choose(login), words: words.choose, icon: "choose" },
      run: () => show({ kind: "choose", organizationId: id }),
    },
    {
      ...{ id: `insights-${id}`, label: ACTION_TEXTS.insightsInto(login), words: words.insights },
      icon: "insights",
      run: () => show({ kind: "insights", organizationId: id }),
    },
  ]);
}

/** What can be done with an organization's data. */
function dataActions({ state, organizationId, show }: ActionContext): Action[] {
  if (organizationId === null) return [];
  return listTrue([
    {
      ...{ id: "refresh-list", label: ACTION_TEXTS.refreshList, words: words.refresh, icon: "retry" },
      run: () => {
        show({ kind: "choose", organizationId });
        useRepositoriesStore.getState().tryAgain();
      },
    },
    state.run !== null && {
      ...{ id: "export-data", label: ACTION_TEXTS.exportData, words: words.export, icon: "insights" },
      run: () => {
        show({ kind: "insights", organizationId });
        useInsightsStore.getState().askToExport(true);
      },
    },
    state.run !== null && {
      ...{ id: "verify-again", label: ACTION_TEXTS.verifyAgain, words: words.diagnostics },
      icon: "diagnostics",
      run: () => {
        show({ kind: "diagnostics", organizationId });
        useDiagnosticsStore.getState().askToVerify(true);
      },
    },
  ]);
}

function accountActions({ state: { accounts } }: ActionContext): Action[] {
  return accounts
    .filter(({ isSignedIn, isSample }) => isSignedIn && !isSample)
    .map((account) => ({
      ...{ id: `sign-out-${account.id}`, label: ACTION_TEXTS.signOut(account.login, account.host) },
      ...{ words: words.signOut, icon: "cross" },
      run: () => void signOut(account),
    }));
}

function appActions({ state, show, showDialog, find }: ActionContext): Action[] {
  return listTrue([
    !state.accounts.some((account) => account.isSample) && {
      ...{ id: "try-sample", label: ACTION_TEXTS.trySample, words: words.sample, icon: "organization" },
      run: () =>
        void sendCommand("account.connectSample", {}).then((answer) => {
          if (answer.ok) show({ kind: "choose", organizationId: answer.value.organization.id });
        }),
    },
    {
      ...{ id: "find", label: ACTION_TEXTS.find, words: words.find, icon: "search", key: "f" },
      run: find,
    },
    {
      ...{ id: "show-settings", label: ACTION_TEXTS.settings, words: words.settings, icon: "settings" },
      key: ",",
      run: () => showDialog("settings"),
    },
    ...THEMES.map(({ value }): Action => ({
      ...{ id: `theme-${value}`, label: ACTION_TEXTS.theme[value], words: words.theme, icon: "theme" },
      run: () => chooseTheme(value),
    })),
    {
      ...{ id: "open-data-folder", label: ACTION_TEXTS.openDataFolder, words: words.folder },
      icon: "external",
      run: () => void sendCommand("folder.open", { folder: "data" }),
    },
    {
      ...{ id: "forget-everything", label: ACTION_TEXTS.forget, words: words.forget, icon: "cross" },
      run: () => showDialog("forget"),
    },
    {
      ...{ id: "show-shortcuts", label: ACTION_TEXTS.shortcuts, words: words.shortcuts, icon: "keyboard" },
      key: "/",
      run: () => showDialog("shortcuts"),
    },
    {
      ...{ id: PALETTE_ACTION, label: ACTION_TEXTS.palette, words: "", icon: "search", key: "k" },
      run: () => showDialog("palette"),
    },
  ]);
}

/** What helps when something does not work. */
function helpActions({ organizationId, show, showDialog }: ActionContext): Action[] {
  return [
    {
      ...{ id: "run-checks", label: ACTION_TEXTS.runChecks, words: words.diagnostics, icon: "diagnostics" },
      run: () => {
        show({ kind: "diagnostics", organizationId });
        useChecksStore.getState().run();
      },
    },
    {
      ...{ id: "copy-diagnostics", label: SUPPORT_TEXTS.copy, words: words.support, icon: "copy" },
      run: () =>
        void copyDiagnostics().then((isCopied) => {
          if (isCopied) showToast({ title: SUPPORT_TEXTS.copiedWhat });
        }),
    },
    {
      ...{ id: "save-bundle", label: SUPPORT_TEXTS.save, words: words.support, icon: "log" },
      run: () => showDialog("bundle"),
    },
    {
      ...{ id: "open-log-folder", label: ACTION_TEXTS.openLogFolder, words: words.folder },
      icon: "external",
      run: () => void sendCommand("folder.open", { folder: "logs" }),
    },
  ];
}

/** Opens the palette, which does not list itself. */
export const PALETTE_ACTION = "show-palette" satisfies MenuCommand;

const listTrue = (items: readonly (Action | false)[]): Action[] => items.filter((item) => item !== false);
