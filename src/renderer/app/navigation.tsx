import type { AppState } from "../../shared/contract.ts";
import { APP_TEXTS } from "../texts/app.ts";
import { Icon } from "../ui/icon.tsx";
import { RunGlance } from "./run-glance.tsx";
import { SCREEN_LABELS } from "./screen-labels.ts";
import type { ScreenKind } from "./screen.ts";
import { nameKeys } from "./shortcuts.ts";
import styles from "./navigation.module.css";

interface NavigationProps {
  screens: readonly ScreenKind[];
  current: ScreenKind;
  state: AppState;
  onShow: (kind: ScreenKind) => void;
  onShowSettings: () => void;
  onShowShortcuts: () => void;
}

/** The way to every screen, with a glance at the sync that holds wherever one is. */
export function Navigation(props: NavigationProps) {
  const { screens, current, state, onShow } = props;
  const { platform } = navigator;
  return (
    <nav className={styles.navigation} aria-label={APP_TEXTS.screens}>
      <p className={styles.brand}>
        <Mark />
        <span>{APP_TEXTS.brand}</span>
      </p>
      <ul className={styles.screens}>
        {screens.map((kind, index) => {
          const { label, icon } = SCREEN_LABELS[kind];
          return (
            <li key={kind}>
              <button
                type="button"
                className={styles.screen}
                aria-current={kind === current ? "page" : undefined}
                title={APP_TEXTS.withKeys(label, nameKeys(String(index + 1), platform))}
                onClick={() => onShow(kind)}
              >
                <Icon name={icon} />
                <span className={styles.label}>{label}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className={styles.foot}>
        {state.run && current !== "sync" && <RunGlance run={state.run} onShow={() => onShow("sync")} />}
        <button
          type="button"
          className={styles.screen}
          title={APP_TEXTS.withKeys(APP_TEXTS.settings, nameKeys(",", platform))}
          onClick={props.onShowSettings}
        >
          <Icon name="settings" />
          <span className={styles.label}>{APP_TEXTS.settings}</span>
        </button>
        <p className={styles.small}>
          <button type="button" className={styles.smallButton} onClick={props.onShowShortcuts}>
            {APP_TEXTS.shortcuts}
          </button>
          <span>{state.version}</span>
        </p>
      </div>
    </nav>
  );
}

/** A road that joins: the app's mark. */
function Mark() {
  return (
    <svg className={styles.mark} width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="6" />
      <path d="M6.5 17.5v-13M15.5 4.5c0 5.5-9 5-9 11" />
    </svg>
  );
}
