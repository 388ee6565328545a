import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from "react";
import type { AppState } from "../../shared/contract.ts";
import { subscribe } from "../client/bridge.ts";
import { ForgetDialog } from "../features/settings/forget-dialog.tsx";
import { SettingsDialog } from "../features/settings/settings-dialog.tsx";
import { BundleDialog } from "../features/support/bundle-dialog.tsx";
import { APP_TEXTS } from "../texts/app.ts";
import { listActions, type AppDialog } from "./actions.ts";
import { CommandPalette } from "./command-palette.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { FrameNotices } from "./frame-notices.tsx";
import { Navigation } from "./navigation.tsx";
import { Screens } from "./screens.tsx";
import { organizationOf, restoredScreen, SCREEN_KINDS, type ScreenKind } from "./screen.ts";
import { lastScreen, useScreenStore } from "./screen-store.ts";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { commandKeyOf } from "./shortcuts.ts";
import styles from "./frame.module.css";

/** Navigation beside the screen; what holds for all screens: shortcuts, menu commands, where the focus goes. */
export function Frame({ state }: { state: AppState }) {
  const { screen, show, replace, followHash } = useScreenStore();
  const [dialog, setDialog] = useState<AppDialog | null>(null);
  const contentRef = useRef<HTMLElement>(null);
  const hasShownScreen = useRef(false);

  useEffect(() => followHash(), [followHash]);

  useEffect(() => {
    if (screen === null) replace(restoredScreen(lastScreen(), state));
  }, [screen, replace, state]);

  // Whoever goes to another screen by keyboard or with a screen reader starts at its title, unless it has put the focus
  // somewhere better itself, or a dialog has it: a screen may arrive behind one. The first screen of all leaves the focus
  // alone.
  const focusTitle = useCallback((): void => {
    const isFirst = !hasShownScreen.current;
    hasShownScreen.current = true;
    const content = contentRef.current;
    const focused = document.activeElement;
    if (isFirst || !content || content.contains(focused) || focused?.closest("[role=dialog]")) return;
    content.querySelector<HTMLElement>("h1[tabindex]")?.focus();
  }, []);

  const organizationId = screen ? organizationOf(screen, state) : null;
  const showKind = useCallback(
    (next: ScreenKind): void => {
      if (next === "connect") show({ kind: next, accountId: null });
      else if (next === "log") show({ kind: next, scope: {} });
      else show({ kind: next, organizationId });
    },
    [show, organizationId],
  );

  const actions = useMemo(
    () =>
      listActions({
        state,
        organizationId,
        show,
        showKind,
        showDialog: setDialog,
        find: focusSearch,
      }),
    [state, organizationId, show, showKind],
  );

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = commandKeyOf(event);
      const action = key === null ? undefined : actions.find((known) => known.key === key);
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener("keydown", onKeyDown);
    const stopListening = subscribe((event) => {
      if (event.name === "menu.chosen") actions.find(({ id }) => id === event.payload)?.run();
    });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      stopListening();
    };
  }, [actions]);

  // Moves the focus without touching the hash, which names the screen.
  const skipToContent = (event: MouseEvent): void => {
    event.preventDefault();
    contentRef.current?.focus();
  };

  if (screen === null) return null;
  // After a recovery of the database anything may look different: the screen begins anew.
  const screenKey = `${screen.kind} ${state.recovery?.at}`;
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content" onClick={skipToContent}>
        {APP_TEXTS.skipToContent}
      </a>
      <Navigation
        screens={SCREEN_KINDS}
        current={screen.kind}
        state={state}
        onShow={showKind}
        onShowSettings={() => setDialog("settings")}
        onShowShortcuts={() => setDialog("shortcuts")}
      />
      <div className={styles.column}>
        <FrameNotices
          state={state}
          current={screen.kind}
          onSignInAgain={(accountId) => show({ kind: "connect", accountId })}
          onShowLog={(around) => show({ kind: "log", scope: around ? { around } : {} })}
        />
        <main ref={contentRef} id="content" className={styles.content} tabIndex={-1}>
          <ErrorBoundary key={screenKey}>
            <Suspense fallback={<p className={styles.loading}>{APP_TEXTS.loadingScreen}</p>}>
              <Screens screen={screen} organizationId={organizationId} />
              <Arrival onArrive={focusTitle} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
      {dialog === "settings" && (
        <SettingsDialog
          onClose={() => setDialog(null)}
          onAccounts={() => {
            setDialog(null);
            showKind("connect");
          }}
        />
      )}
      {dialog === "bundle" && <BundleDialog onClose={() => setDialog(null)} />}
      {dialog === "forget" && <ForgetDialog onClose={() => setDialog(null)} />}
      <ShortcutsDialog actions={actions} isOpen={dialog === "shortcuts"} onClose={() => setDialog(null)} />
      {dialog === "palette" && <CommandPalette actions={actions} onClose={() => setDialog(null)} />}
    </div>
  );
}

/** Tells that a screen is there. Mounted with each of them, so not before a screen that has to be loaded first. */
function Arrival({ onArrive }: { onArrive: () => void }) {
  useEffect(onArrive, [onArrive]);
  return null;
}

/** Every screen with something to find has one search field. */
function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#content input[type="search"]')?.focus();
}
